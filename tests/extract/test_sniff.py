"""File types by content, not by name; and the door that finds a reader for each."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from word_files import docx, package, para, read

import extract
from extract.registry import FORMATS
from extract.sniff import sniff
from model import Document, Unreadable


@pytest.mark.parametrize("name", ["报告.docx", "报告.pdf", "报告.doc", "报告", "報告.DOCX.bak", "无.后.缀"])
def test_a_word_file_is_one_under_any_name(name: str) -> None:
    assert read(docx(para("文")), name).format == "docx"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\r\n\x00junk before %PDF-1.4", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1\\ansi}", "rtf"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "odt"),
        (package({"Word/Document.XML": "<x/>"}), "docx"),
        (b"something else", "unknown"),
    ],
)
def test_formats_are_known_by_their_content(data: bytes, expected: str) -> None:
    assert sniff(data, "x") == expected


def test_a_reader_that_is_not_there_is_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def gone(name: str, *rest: str) -> object:
        if name == "extract.pdf":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", gone)
    with pytest.raises(Unreadable) as raised:
        read(b"%PDF-1.7\n")
    assert raised.value.error == "unsupported"


def test_a_format_added_by_one_file_is_found_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "FORMATS", [*FORMATS])

    def read_new(upload: extract.Upload) -> Document:
        return Document(document_id=upload.document_id, name=upload.name, format="new", sha256=upload.sha256, size_bytes=len(upload.data))

    extract.FORMATS.append(extract.Format(name="new", magic=b"NEW!", read=read_new))
    assert read(b"NEW!...").format == "new"


def test_starting_up_loads_no_reader() -> None:
    code = "import sys, extract; assert not {'lxml', 'numpy', 'pypdfium2', 'pdfplumber'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_incomplete_old_office_file_named_docx_is_of_the_wrong_type() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
    for name, error in (("报告.docx", "wrong_type"), ("报告.doc", "corrupt")):
        with pytest.raises(Unreadable) as refused:
            sniff(data, name)
        assert refused.value.error == error
