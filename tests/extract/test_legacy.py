"""Older formats through LibreOffice: what comes out, what is refused, and what is said when LibreOffice is not there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from word_files import cell, docx, grids, package, para, read, row, table, texts

from extract import office
from model import Unreadable

_NEEDED = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
_RTF = (
    r"{\rtf1\ansi\ansicpg936\uc1 \u32489 ?\u25928 ?\u33258 ?\u35780 ?\par{\trowd\cellx3000\cellx6000\intbl 379\cell 1783.93\cell\row}\par}"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A report as .doc and .odt, written by LibreOffice itself."""
    folder = tmp_path_factory.mktemp("made")

    def wide(text: str, columns: int = 1) -> str:
        return cell(text, f'<w:tcW w:w="{columns * 2000}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>')

    grid = table(row(wide("产出指标", 2), wide("≥95%")), row(wide("甲"), wide("乙"), wide("丙")), columns=3)
    body = para("部门整体支出绩效自评报告") + grid.replace("<w:gridCol/>", '<w:gridCol w:w="2000"/>') + para("末段")
    source = folder / "source.docx"
    source.write_bytes(docx(body))
    found = office.find_office()
    assert found is not None
    for form in ("doc", "odt"):
        profile = (folder / "profile").as_uri()
        command = [found, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {form: (folder / f"source.{form}").read_bytes() for form in ("doc", "odt")}


@_NEEDED
@pytest.mark.slow
@pytest.mark.parametrize("form", ["doc", "odt"])
def test_an_older_file_reads_as_its_docx_would(made: dict[str, bytes], form: str) -> None:
    document = read(made[form], "报告.docx")
    assert (document.format, document.size_bytes, document.readers) == (form, len(made[form]), ("libreoffice", "lxml"))
    assert texts(document) == ["部门整体支出绩效自评报告", "末段"]
    assert grids(document) == [[(0, 0, 1, 2, "产出指标"), (0, 2, 1, 1, "≥95%"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")]]


@_NEEDED
@pytest.mark.slow
def test_rtf_is_read() -> None:
    document = read(_RTF.encode(), "报告.rtf")
    assert document.format == "rtf" and texts(document)[0] == "绩效自评"
    assert [raw for *_, raw in grids(document)[0]] == ["379", "1783.93"]


@_NEEDED
@pytest.mark.slow
def test_a_cut_doc_is_corrupt(made: dict[str, bytes]) -> None:
    with pytest.raises(Unreadable) as raised:
        read(made["doc"][: len(made["doc"]) // 2], "报告.doc")
    assert raised.value.error == "corrupt"


@_NEEDED
@pytest.mark.slow
def test_a_doc_that_comes_out_without_its_text_is_corrupt(made: dict[str, bytes]) -> None:
    data = bytearray(made["doc"])
    at = data.find(b"\xec\xa5")  # the document's first block; its text is said to be far longer than it is
    data[at + 0x4C : at + 0x50] = (1_000_000).to_bytes(4, "little")
    with pytest.raises(Unreadable) as raised:
        read(bytes(data), "报告.doc")
    assert raised.value.error == "corrupt"


@_NEEDED
@pytest.mark.slow
def test_an_odt_that_is_none_is_corrupt() -> None:
    with pytest.raises(Unreadable) as raised:
        read(package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x"}), "报告.odt")
    assert raised.value.error in ("corrupt", "no_text")


@_NEEDED
@pytest.mark.slow
def test_linked_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到")
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (("office", "office"), ("text", "text"))
    )
    section = f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>旧内容</text:p></text:section>'
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
        f"<text:p>正文</text:p>{section}</office:text></office:body></office:document-content>"
    )
    kind, space = "application/vnd.oasis.opendocument.text", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = "".join(
        f'<m:file-entry m:full-path="{at}" m:media-type="{type_}"/>' for at, type_ in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'<m:manifest xmlns:m="{space}">{listed}</m:manifest>'
    odt = package({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}, compression=zipfile.ZIP_STORED)
    assert texts(read(odt, "链.odt")) == ["正文", "旧内容"]
    rtf = rb"{\rtf1\ansi\uc1 A {\field{\*\fldinst INCLUDETEXT \"%s\"}{\fldrslt B}}\par}" % str(secret).encode()
    assert texts(read(rtf, "链.rtf")) == ["A B"]


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(Unreadable) as raised:
        read(_RTF.encode(), "报告.rtf")
    assert raised.value.error == "unsupported"
    assert "安装 LibreOffice" in raised.value.message and "另存为 .docx" in raised.value.message


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(("script", "error"), [("sleep 60 & sleep 60", "timeout"), ("exit 0", "corrupt")])
def test_a_conversion_that_hangs_or_writes_nothing_is_named(
    script: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "soffice"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(stand_in))
    monkeypatch.setattr(office, "SECONDS", 1 if error == "timeout" else 60)
    began = time.monotonic()
    with pytest.raises(Unreadable) as raised:
        read(_RTF.encode(), "报告.rtf")
    assert raised.value.error == error and time.monotonic() - began < 45


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_the_conversion_has_no_network_where_the_system_can_take_it_away() -> None:
    prefix = office.without_network()
    if not prefix:
        pytest.skip("this system does not allow network namespaces")
    shown = subprocess.run([*prefix, "cat", "/proc/net/dev"], check=True, capture_output=True, text=True).stdout
    assert {line.partition(":")[0].strip() for line in shown.splitlines()[2:]} <= {"lo"}
