"""Older formats (.doc, .wps, .rtf, .odt) through headless LibreOffice when it is installed: converted to .docx, then read as Word."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from extract.docx import read_docx
from extract.office import NotInstalled, TookTooLong, convert
from extract.ole import CompoundFile
from extract.registry import Upload, extractor
from extract.sniff import SAVE_AS, encrypted
from extract.word.xml import refuse_doctype
from model import Document, Table, Unreadable

_WORD_6, _WORD_95 = 101, 104
_LENGTH = 0x4C
_PICTURES_ONLY = 100
"""Characters that stand for pictures and empty lines in a file without any text."""
_SHARE = 4
"""Of the characters a file says it has, one in so many must come out; field codes and deleted text do not."""


@extractor(".doc", magic=b"")
def read_doc(upload: Upload) -> Document:
    """Read a Word 97-2003 or WPS binary. Raises `Unreadable` unsupported without LibreOffice, timeout or corrupt when it fails."""
    head = CompoundFile(upload.data).head("WordDocument")
    # LibreOffice has a filter for each generation; its number and the length of the text are in the file's first block.
    generation = int.from_bytes(head[2:4], "little")
    if 0 < generation <= _WORD_95:
        return _read(upload, "doc", "MS WinWord 6.0" if generation <= _WORD_6 else "MS Word 95")
    return _read(upload, "doc", "MS Word 97", length=int.from_bytes(head[_LENGTH : _LENGTH + 4], "little"))


@extractor(".rtf", magic=b"")
def read_rtf(upload: Upload) -> Document:
    """Read an RTF file; raises as `read_doc`."""
    return _read(upload, "rtf", "Rich Text Format")


@extractor(".odt", magic=b"")
def read_odt(upload: Upload) -> Document:
    """Read an OpenDocument text; raises as `read_doc`, and encrypted."""
    archive = upload.archive
    for name in archive.names():
        if name.endswith(".xml") and not name.startswith("meta-inf/"):  # old manifests name a document type, and nothing reads it
            refuse_doctype(archive.head(name))
    manifest = archive.head("meta-inf/manifest.xml", 1 << 20)
    if b"encryption-data" in manifest:
        raise encrypted(upload.name)
    return _read(upload, "odt", "writer8")


def _read(upload: Upload, form: str, filter: str, *, length: int = 0) -> Document:
    converted = _converted(upload, form, filter)
    try:
        document = read_docx(Upload(name=upload.name, data=converted))
    except Unreadable as error:
        if error.error == "no_text" and length > _PICTURES_ONLY:
            raise _failed(upload) from error
        raise
    if _characters(document) * _SHARE < length:
        raise _failed(upload)
    return msgspec.structs.replace(
        document,
        document_id=upload.document_id,
        format=form,
        sha256=upload.sha256,
        size_bytes=len(upload.data),
        problems=tuple(msgspec.structs.replace(problem, document_id=upload.document_id) for problem in document.problems),
        readers=("libreoffice", *document.readers),
    )


def _converted(upload: Upload, form: str, filter: str) -> bytes:
    """The file as .docx. The filter is named outright, so that LibreOffice never guesses from the content what else it might be."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        source = Path(folder) / f"source.{form}"
        source.write_bytes(upload.data)
        try:
            converted = convert(source, Path(folder), filter=filter)
        except NotInstalled as error:
            message = f"“{upload.name}”是旧格式（.{form}），本机没有安装 LibreOffice，无法读取。请安装 LibreOffice，或{SAVE_AS.removeprefix('请')}"
            raise Unreadable("unsupported", message) from error
        except TookTooLong as error:
            raise Unreadable("timeout", f"“{upload.name}”转换超过 {error.seconds} 秒，已停止。{SAVE_AS}") from error
    # LibreOffice ends with 0 and the same words for a success, a password and damage: what came out decides.
    if not converted:
        raise _failed(upload)
    return converted


def _failed(upload: Upload) -> Unreadable:
    return Unreadable("corrupt", f"“{upload.name}”无法转换，可能已损坏或设有密码。{SAVE_AS}")


def _characters(document: Document) -> int:
    return sum(sum(len(cell.raw) for cell in block.cells) if isinstance(block, Table) else len(block.raw) for block in document.blocks)
