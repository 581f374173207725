"""Reading files: bytes in, a Document out, by what the content is and not by what the name says."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path

from extract.registry import FORMATS, Format, Upload, extractor
from extract.sniff import refused, sniff
from model import Document, Unreadable

__all__ = ["FORMATS", "Format", "Upload", "extract", "extractor"]

_READ_BY_NAME = {"docx": "docx", "pdf": "pdf", "doc": "legacy", "rtf": "legacy", "odt": "legacy"}
"""The module that reads a sniffed format; loaded when the first such file comes."""


def extract(upload: Upload) -> Document:
    """Read one file. Raises `model.Unreadable` when nothing of it can be read; what is missing otherwise is in `Document.problems`."""
    name = sniff(upload.data, upload.name, opened=lambda _: upload.archive)
    if name in _READ_BY_NAME:
        return _reader(name).read(upload)
    _load_readers()
    for format in FORMATS:  # a format added by one file: its reader knows its own first bytes
        if format.magic and upload.data.startswith(format.magic) and format.name not in _READ_BY_NAME:
            return format.read(upload)
    raise refused(upload.name, "无法识别的内容", "请提交 .docx 或 .pdf 格式的报告。")


@functools.cache
def _load_readers() -> None:
    """Import every module of this room that registers a reader."""
    for path in __path__:
        for source in sorted(Path(path).glob("*.py")):
            if "\n@extractor(" in source.read_text(encoding="utf-8"):
                importlib.import_module(f"{__name__}.{source.stem}")


def _reader(name: str) -> Format:
    try:
        importlib.import_module(f"{__name__}.{_READ_BY_NAME[name]}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{_READ_BY_NAME[name]}":
            raise
        raise Unreadable("unsupported", f"本次安装没有读取 {name} 文件的组件。请另存为 .docx 后重新提交。") from error
    return next(format for format in FORMATS if format.name == name)
