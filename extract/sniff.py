"""File type by content: what the bytes are, whatever the name says."""

from __future__ import annotations

import io
import re
import zipfile

from model import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK = re.compile(rb"[\x00\s\xef\xbb\xbf\xfe\xff]*")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后重新提交。"


def sniff(data: bytes, name: str) -> str:
    """The format's name (docx, pdf, doc, rtf, odt), or `unknown`. Raises `Unreadable` for what is known and never read."""
    if not data or (_BLANK.fullmatch(data[:4096]) and _BLANK.fullmatch(data)):
        raise Unreadable("empty", f"“{name}”是空文件，没有任何内容。请重新导出或上传。")
    if data.startswith(b"PK"):
        return _sniff_zip(data, name)
    if data.startswith(_OLE):
        return _sniff_ole(data, name)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(head):
        raise Unreadable("wrong_type", f"“{name}”其实是网页（HTML），不是 Word 文件。{_SAVE_AS}")
    if head.startswith((b"<?xml", b"<w:", b"<office:", b"<pkg:")):
        raise Unreadable("wrong_type", f"“{name}”是单个 XML 文件，不是 .docx。{_SAVE_AS}")
    return "unknown"


def _sniff_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename.replace("\\", "/").lower() for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("corrupt", f"“{name}”已损坏或没有传完整，无法打开。请重新导出或上传。") from error
    if "word/document.xml" in names or any(n.startswith("word/") for n in names):
        return "docx"
    return "docx"


def _sniff_ole(data: bytes, name: str) -> str:
    return "doc"
