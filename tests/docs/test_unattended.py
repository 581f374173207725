"""The page on unattended runs says what the program does: its settings parse, its units verify, its tables are complete."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from gouji import exits
from gouji.config import Settings, parse_settings

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "unattended.md").read_text(encoding="utf-8")


def test_the_settings_shown_are_the_defaults_and_all_of_them() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    settings = parse_settings(shown)
    assert msgspec.structs.replace(settings, paths=Settings().paths) == Settings()
    for part in ("run", "limits", "gate", "watch"):
        for field in msgspec.structs.fields(type(getattr(settings, part))):
            assert f"{field.name} =" in shown or field.name in ("engine", "scheduler"), field.name


def test_every_exit_code_is_explained() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_verify(tmp_path: Path) -> None:
    for name in ("gouji.service", "gouji.timer"):
        unit = (DOCS / "systemd" / name).read_text(encoding="utf-8").replace("/opt/gouji/bin/gouji", sys.executable)
        (tmp_path / name).write_text(unit.replace("User=gouji\n", ""), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "gouji" in line]
    assert done.returncode == 0 and not ours, done.stderr
