"""The bytes of a file somebody names on the command line."""

from __future__ import annotations

from pathlib import Path

from gouji.exits import USAGE, Stop, why


def bytes_of(path: Path) -> bytes:
    """The whole file. Stops with exit code 2 when there is none, or it is a pipe or device, which might never end."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise Stop(USAGE, f"文件 {path} 打不开：这不是普通文件（管道、设备等不读取）。")
        return path.read_bytes()
    except OSError as error:
        raise Stop(USAGE, f"文件 {path} 打不开：{why(error)}。") from error
