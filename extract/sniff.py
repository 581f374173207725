"""File type by content: what the bytes are, whatever the name says."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.archive import Archive
from extract.ole import SIGNATURE, CompoundFile, Damaged
from model import Unreadable

_BLANK = b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff"
_HTML = re.compile(rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|p|style)\b", re.I | re.S)
_MHTML = re.compile(rb"(?:mime-version|content-type|from):[^\n]*\n", re.I)
_WORD = re.compile(rb"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.\w+)\.main\+xml")
"""The content type of a Word file's main part; an embedded Word file has another."""
_READABLE = frozenset({"docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt", "rtf", "odt", "ott", "pdf"})
"""Suffixes that claim a format we read; other content under them is a wrong type, and an honest other suffix is unsupported."""
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_ENCRYPTED = 0x0100
"""In the flags of a Word binary's first block."""
SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后重新提交。"


def sniff(data: bytes, name: str, *, opened: Callable[[bytes], Archive] = Archive) -> str:
    """The format's name (docx, pdf, doc, rtf, odt), or `unknown`. Raises `Unreadable` for what is known and never read.

    `opened` gives the archive of what looks like one, for callers who open it anyway.
    """
    if not data[:4096].strip(_BLANK) and not data.strip(_BLANK):
        raise Unreadable("empty", f"“{name}”是空文件，没有任何内容。请重新导出或上传。")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(opened(data), name)
    if data.startswith(SIGNATURE):
        return _sniff_compound(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(head) or _MHTML.match(head):
        raise refused(name, "网页（HTML）", f"它只是改了后缀名。{SAVE_AS}")
    if head.startswith((b"<?xml", b"<w:", b"<office:", b"<pkg:", b"<!DOCTYPE", b"<!ENTITY")):
        raise refused(name, "单个 XML 文件", SAVE_AS)
    if data.startswith(_IMAGES):
        raise refused(name, "图片", "请把扫描件合成 PDF，或提交可编辑的 .docx。")
    if data.startswith(_ARCHIVES):
        raise refused(name, "压缩包", "请解压后把里面的报告逐个提交。")
    return "unknown"


def refused(name: str, what: str, advice: str) -> Unreadable:
    """The refusal of content we know and do not read: wrong_type when the name pretends otherwise, else unsupported."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in _READABLE:
        return Unreadable("wrong_type", f"“{name}”的内容其实是{what}，与后缀 .{suffix} 不符。{advice}")
    return Unreadable("unsupported", f"“{name}”是{what}，不在可读取的格式之内。{advice}")


def _sniff_zip(archive: Archive, name: str) -> str:
    names = archive.names()
    if "word/document.xml" in names:
        return "docx"
    types = archive.head("[content_types].xml", 1 << 20)
    if _WORD.search(types):
        return "docx"
    mimetype = archive.head("mimetype", 200).strip()
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    folders = {entry.partition("/")[0] for entry in names}
    if "xl" in folders or b"spreadsheetml" in types or mimetype.endswith(b"opendocument.spreadsheet"):
        raise refused(name, "电子表格", "请把表格放进 Word 报告里，或另存为 PDF 后提交。")
    if "ppt" in folders or b"presentationml" in types or mimetype.endswith(b"opendocument.presentation"):
        raise refused(name, "演示文稿", "请另存为 PDF 后提交。")
    if "ofd.xml" in names:
        raise refused(name, "OFD 版式文件", "请用阅读器另存为 PDF，或提交原来的 .docx。")
    if any(entry.endswith((".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".docx", ".xlsx")) for entry in names):
        raise Unreadable("unsafe_archive", f"“{name}”是压缩包，里面还套着压缩文件，未打开。请解压后把报告逐个提交。")
    raise refused(name, "压缩包", "请解压后把里面的报告逐个提交。")


def _sniff_compound(data: bytes, name: str) -> str:
    try:
        compound = CompoundFile(data)
    except Damaged as error:
        if name.lower().endswith((".docx", ".pdf")):  # whatever became of it, it never was what its name says
            raise refused(name, "旧版 Office 文件（如 .doc），而且不完整", SAVE_AS) from error
        raise Unreadable("corrupt", f"“{name}”已损坏或没有传完整，无法打开。请重新导出或上传。") from error
    streams = compound.entries
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise encrypted(name)
    if "WordDocument" in streams:
        head = compound.head("WordDocument")
        if len(head) > 12 and int.from_bytes(head[10:12], "little") & _ENCRYPTED:
            raise encrypted(name)
        return "doc"
    if "Workbook" in streams or "Book" in streams:
        raise refused(name, "电子表格", "请把表格放进 Word 报告里，或另存为 PDF 后提交。")
    if "PowerPoint Document" in streams:
        raise refused(name, "演示文稿", "请另存为 PDF 后提交。")
    raise refused(name, "旧式复合文件，但不是 Word 文档", SAVE_AS)


def encrypted(name: str) -> Unreadable:
    """The refusal of a file with a password."""
    return Unreadable("encrypted", f"“{name}”设有打开密码，无法读取。请去掉密码（文件→信息→保护文档）后重新提交。")
