"""What lies under RAW: which files are to be read, which are refused and why, and their bytes as one private copy."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from gouji.exits import why
from model import DocumentRecord, Unreadable

_NEVER = ("~$", ".")
"""Beginnings of names that are never documents: Office locks, dot files, AppleDouble (`._*`), `.DS_Store`."""
_SYSTEM = {"thumbs.db", "desktop.ini"}
_MOVING = (".part", ".partial", ".crdownload", ".filepart", ".download")
"""Endings programs give to files they are still fetching."""


class Signature(msgspec.Struct, frozen=True, array_like=True):
    """What the file system says about a file's content without opening it."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int


class Candidate(msgspec.Struct, frozen=True):
    """A file to read."""

    path: str
    """Relative to RAW with forward slashes; bytes that are no text appear as \\xNN."""
    parts: tuple[bytes, ...]
    """The same as the file system names it."""
    signature: Signature


class Intake(msgspec.Struct, frozen=True):
    """One look at RAW, in the order of paths."""

    files: tuple[Candidate, ...]
    refused: tuple[DocumentRecord, ...]
    """Symbolic links, devices, pipes and folders that cannot be opened."""
    ignored: tuple[str, ...]
    """Lock files, dot files and the like."""


def look(raw: Path, *, without: Path | None = None) -> Intake:
    """Everything under `raw`; the folder `without` (where runs are published) is not entered."""
    files: list[Candidate] = []
    refused: list[DocumentRecord] = []
    ignored: list[str] = []
    hidden = _identity(without) if without else None
    for parts, status in _walk(os.fsencode(raw), (), hidden):
        path = _shown(parts)
        if status is None:
            refused.append(_refusal(path, "unreadable", "没有权限或无法打开。"))
        elif _ignored(parts[-1]):
            ignored.append(path)
        elif stat.S_ISREG(status.st_mode):
            files.append(Candidate(path, parts, signature_of(status)))
        else:
            refused.append(_refusal(path, "not_regular", _not_regular(status.st_mode)))
    files.sort(key=lambda f: (f.path, f.parts))
    refused.sort(key=lambda r: r.path)
    return Intake(tuple(files), tuple(refused), tuple(sorted(ignored)))


def device_of(folder: Path) -> int | None:
    """The file system a folder stands on, None when it is not there: another one after a share was unmounted."""
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def signature_of(status: os.stat_result) -> Signature:
    """The signature in a stat result."""
    return Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)


def signature_now(raw: Path, candidate: Candidate) -> Signature | None:
    """The file's signature as it stands now, None when it is gone."""
    try:
        return signature_of(os.lstat(b"/".join((os.fsencode(raw), *candidate.parts))))
    except OSError:
        return None


def private_copy(raw: Path, candidate: Candidate, *, limit: int) -> tuple[bytes, Signature]:
    """The file's bytes, read once, and its signature. No link is followed on the way and no pipe or device is waited for.

    Raises Unreadable: not_regular, too_large (more than `limit` bytes), unstable (it changed meanwhile), unreadable.
    """
    try:
        descriptor = _open_beneath(raw, candidate.parts)
    except OSError as error:
        raise Unreadable("unreadable", f"文件无法打开：{why(error)}。") from error
    with open(descriptor, "rb", closefd=True) as file:  # noqa: PTH123 - a descriptor, not a path
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable("not_regular", _not_regular(before.st_mode))
        if before.st_size > limit:
            raise Unreadable("too_large", f"文件大小 {before.st_size / 2**20:.0f} MiB，超过允许的 {limit / 2**20:.0f} MiB。")
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise Unreadable("unreadable", f"文件读取出错：{why(error)}。") from error
        after = signature_of(os.fstat(descriptor))
    if after != signature_of(before) or len(data) != after.size or after != candidate.signature:
        raise Unreadable("unstable", "文件在读取过程中发生变化，留待下次读取。")
    return data, after


def _walk(
    folder: bytes, parts: tuple[bytes, ...], hidden: tuple[int, int] | None
) -> Iterator[tuple[tuple[bytes, ...], os.stat_result | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        if not parts:
            raise
        yield parts, None
        return
    for entry in entries:
        here = (*parts, entry.name)
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            yield here, None
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield here, status
        elif not _ignored(entry.name) and (status.st_dev, status.st_ino) != hidden:
            yield from _walk(entry.path, here, hidden)


def _open_beneath(raw: Path, parts: tuple[bytes, ...]) -> int:
    """Open step by step so that no folder on the way can be swapped for a link."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    if os.open not in os.supports_dir_fd:
        return os.open(b"/".join((os.fsencode(raw), *parts)), flags)
    at = os.open(raw, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in parts[:-1]:
            below = os.open(name, flags | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = below
        return os.open(parts[-1], flags, dir_fd=at)
    finally:
        os.close(at)


def _ignored(name: bytes) -> bool:
    text = name.decode("utf-8", "replace").lower()
    return text.startswith(_NEVER) or text in _SYSTEM or text.endswith(_MOVING) or (text.startswith("~wrl") and text.endswith(".tmp"))


def _shown(parts: tuple[bytes, ...]) -> str:
    return b"/".join(parts).decode("utf-8", "backslashreplace")


def _refusal(path: str, error: str, message: str) -> DocumentRecord:
    return msgspec.convert({"document_id": None, "path": path, "status": "failed", "error": error, "message": message}, DocumentRecord)


def _not_regular(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "符号链接"),
        (stat.S_ISFIFO, "管道"),
        (stat.S_ISSOCK, "套接字"),
        (stat.S_ISCHR, "字符设备"),
        (stat.S_ISBLK, "块设备"),
    )
    kind = next((name for test, name in kinds if test(mode)), "特殊文件")
    return f"这是{kind}，不是普通文件，未予读取；请放入文件本身。"


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
