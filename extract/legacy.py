"""Older formats (.doc, .wps, .rtf, .odt) through headless LibreOffice when it is installed: converted to .docx, then read as Word."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from extract.archive import Archive
from extract.docx import read_docx
from extract.docx_xml import refuse_doctype
from extract.office import NotInstalled, TookTooLong, convert
from extract.ole import CompoundFile
from extract.registry import Upload, extractor
from extract.sniff import SAVE_AS, encrypted
from model import Document, Unreadable

_WORD_97 = "MS Word 97"
"""Filters are named outright, so that LibreOffice never guesses from the content what else a file might be."""
_WORD_6, _WORD_95 = 101, 104


@extractor(".doc", magic=b"")
def read_doc(upload: Upload) -> Document:
    """Read a Word 97-2003 or WPS binary. Raises `Unreadable` unsupported without LibreOffice, timeout or corrupt when it fails."""
    # LibreOffice has a filter for each generation; the number is in the file's first block.
    generation = int.from_bytes(CompoundFile(upload.data).head("WordDocument")[2:4], "little")
    return _read(upload, "doc", "MS WinWord 6.0" if 0 < generation <= _WORD_6 else "MS Word 95" if 0 < generation <= _WORD_95 else _WORD_97)


@extractor(".rtf", magic=b"")
def read_rtf(upload: Upload) -> Document:
    """Read an RTF file; raises as `read_doc`."""
    return _read(upload, "rtf", "Rich Text Format")


@extractor(".odt", magic=b"")
def read_odt(upload: Upload) -> Document:
    """Read an OpenDocument text; raises as `read_doc`, and encrypted."""
    archive = Archive(upload.data)
    for name in archive.names():
        if name.endswith(".xml") and not name.startswith("meta-inf/"):  # old manifests name a document type, and nothing reads it
            refuse_doctype(archive.head(name))
    manifest = archive.head("meta-inf/manifest.xml", 1 << 20)
    if b"encryption-data" in manifest:
        raise encrypted(upload.name)
    return _read(upload, "odt", "writer8")


def _read(upload: Upload, form: str, filter: str) -> Document:
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
        raise Unreadable("corrupt", f"“{upload.name}”无法转换，可能已损坏或设有密码。{SAVE_AS}")
    document = read_docx(Upload(name=upload.name, data=converted))
    return msgspec.structs.replace(
        document,
        document_id=upload.document_id,
        format=form,
        sha256=upload.sha256,
        size_bytes=len(upload.data),
        problems=tuple(msgspec.structs.replace(problem, document_id=upload.document_id) for problem in document.problems),
        readers=("libreoffice", *document.readers),
    )
