"""Running LibreOffice on one file: its own profile, no macros, no links, no network, a time limit, and nothing left running."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

SECONDS = 45
"""Time limit of one conversion."""
_LIMITED = ("/bin/sh", "-c", 'ulimit -v 2500000 -f 1000000 2>/dev/null; exec "$@"', "sh") if os.name == "posix" else ()
"""At most 2.5 GB of address space and 500 MB a file, where the system knows such limits."""
_PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SETTINGS: dict[str, dict[str, object]] = {
    "Office.Common/Security/Scripting": {"MacroSecurityLevel": 3, "DisableMacrosExecution": True, "DisableActiveContent": True},
    "Office.Common/Load": {"BlockUntrustedRefererLinks": True},
    "Office.Writer/Content/Update": {"Link": 0},
    "Inet/Settings": {"ooInetProxyType": 2, "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": 9}
    | {"ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": 9, "ooInetNoProxy": ""},
}
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_REGISTRY = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


class NotInstalled(Exception):
    """There is no LibreOffice on this machine."""


class TookTooLong(Exception):
    """The conversion was stopped at its time limit."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def convert(source: Path, folder: Path, *, filter: str, seconds: int | None = None) -> bytes:
    """The file as .docx; empty when nothing came out. `folder` is a private scratch folder. Raises `NotInstalled`, `TookTooLong`."""
    office = find_office()
    if office is None:
        raise NotInstalled
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    seconds = SECONDS if seconds is None else seconds
    command = [
        *_ended_without_us(seconds),
        *without_network(),
        *_LIMITED,
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"--infilter={filter}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    _run(command, folder, seconds)
    result = out / f"{source.stem}.docx"
    return result.read_bytes() if result.is_file() and not result.is_symlink() else b""


@functools.cache
def find_office() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next((place for place in _PLACES if Path(place).is_file()), None)


def _run(command: list[str], folder: Path, seconds: int) -> None:
    own = {"HOME": str(folder), "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder), "http_proxy": "http://127.0.0.1:9"}
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if key in os.environ} | own
    quiet = subprocess.DEVNULL
    # A session of its own, so that a stop reaches every process it started.
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=os.name == "posix"
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(seconds) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _ended_without_us(seconds: int) -> tuple[str, ...]:
    """A prefix that ends the process even when this one is killed meanwhile."""
    timeout = shutil.which("timeout") if os.name == "posix" else None
    return (timeout, "--signal=KILL", str(seconds + 5)) if timeout is not None else ()


@functools.cache
def without_network() -> tuple[str, ...]:
    """A prefix that gives the process an empty network namespace, where the system allows one."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    for options in (("--net",), ("--user", "--map-root-user", "--net")):
        tried = subprocess.run([unshare, *options, "true"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10)
        if tried.returncode == 0:
            return (unshare, *options)
    return ()


def _registry() -> str:
    def shown(value: object) -> str:
        return str(value).lower() if isinstance(value, bool) else str(value)

    items = [
        _ITEM.format(path=path, name=name, value=shown(value)) for path, settings in _SETTINGS.items() for name, value in settings.items()
    ]
    return _REGISTRY.format(items="".join(items))
