"""Reading files: bytes in, a Document out, by what the content is and not by what the name says."""

from __future__ import annotations

import importlib
import pkgutil

from extract.registry import FORMATS, Format, Upload, extractor
from extract.sniff import sniff
from model import Document, Unreadable

__all__ = ["FORMATS", "Format", "Upload", "extract", "extractor"]

_READ_BY_NAME = {"docx": "docx", "pdf": "pdf", "doc": "legacy", "rtf": "legacy", "odt": "legacy"}
"""The module that reads a sniffed format; loaded when the first such file comes."""


def extract(upload: Upload) -> Document:
    """Read one file. Raises `model.Unreadable` when nothing of it can be read; what is missing otherwise is in `Document.problems`."""
    name = sniff(upload.data, upload.name)
    if name in _READ_BY_NAME:
        return _reader(name).read(upload)
    for module in pkgutil.iter_modules(__path__):  # a format added by one file: its reader knows its own first bytes
        importlib.import_module(f"{__name__}.{module.name}")
    for format in FORMATS:
        if format.magic and upload.data.startswith(format.magic) and format.name not in _READ_BY_NAME:
            return format.read(upload)
    raise Unreadable("wrong_type", f"“{upload.name}”不是 Word 或 PDF 文件（按内容判断）。请提交 .docx 或 .pdf 格式的报告。")


def _reader(name: str) -> Format:
    try:
        importlib.import_module(f"{__name__}.{_READ_BY_NAME[name]}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{_READ_BY_NAME[name]}":
            raise
        raise Unreadable("unsupported", f"本次安装没有读取 {name} 文件的组件。请另存为 .docx 后重新提交。") from error
    return next(format for format in FORMATS if format.name == name)
