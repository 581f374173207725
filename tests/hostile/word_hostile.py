"""Hostile, damaged and mislabelled Word files, made when the tests run: name → what the file is called, its bytes, how it must end."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from compound import compound, word_binary
from word_files import cell, docx, entries, package, para, part, relationships, row, run, table

DATA = "data"
"""The file must be read, with problems perhaps."""
GOOD = para("部门整体支出绩效自评报告") + table(row(cell("产出指标"), cell("≥95%")))
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@dataclass(frozen=True)
class Hostile:
    """One file and the ends it may come to: `data`, or the named error."""

    file: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]


def _with(**changes: str | bytes | None) -> bytes:
    """A good file with parts replaced, added or (None) taken out; keys are entry names."""
    made = entries(GOOD, styles="", numbering="")
    for name, content in changes.items():
        if content is None:
            made.pop(name, None)
        else:
            made[name] = content
    return package(made)


def document(inner: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return prolog + part("document", f"<w:body>{inner}</w:body>").partition("?>")[2]


def _patched(data: bytes, signature: bytes, offset: int, form: str, value: int) -> bytes:
    """The archive with one field of every header of a kind overwritten."""
    changed = bytearray(data)
    at = changed.find(signature)
    while at >= 0:
        struct.pack_into(form, changed, at + offset, value)
        at = changed.find(signature, at + 4)
    return bytes(changed)


def _claims(size: int) -> bytes:
    return _patched(docx(GOOD), b"PK\x01\x02", 24, "<I", size)


def _encrypted_zip() -> bytes:
    return _patched(_patched(docx(GOOD), b"PK\x01\x02", 8, "<H", 1), b"PK\x03\x04", 6, "<H", 1)


def _overlapping() -> bytes:
    """Two directory entries that share one local file."""
    data = docx(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    at = changed.find(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", changed, at + 42, offsets[0])
    return bytes(changed)


def _many_entries() -> bytes:
    return package(entries(GOOD) | {f"word/media/{i}": b"" for i in range(10_001)}, compression=zipfile.ZIP_STORED)


def _twice() -> bytes:
    buffer = io.BytesIO(docx(GOOD))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml".upper(), document(para("另一份正文")))
    return buffer.getvalue()


def _wrong_sum() -> bytes:
    data = package(entries(GOOD), compression=zipfile.ZIP_STORED)
    return data.replace("产出指标".encode(), "产出指示".encode(), 1)


def _many_fields() -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f"<w:p>{(begin + run('数')) * 20_000}</w:p>" + para("末") * 2_000


def _nested(opening: str, closing: str, times: int, inner: str = "") -> str:
    return opening * times + inner + closing * times


def _boxes(times: int) -> str:
    return _nested(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        times,
        para("底"),
    )


def words(times: int) -> str:
    return "".join(para(f"第{i}段") for i in range(times))


def _random(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


_STYLE_LOOP = "".join(
    f'<w:style w:type="paragraph" w:default="1" w:styleId="s{i}"><w:name w:val="s{i}"/><w:basedOn w:val="s{(i + 1) % 500}"/></w:style>'
    for i in range(500)
)
LIST_LOOP = (
    '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/><w:numStyleLink w:val="L"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="-99999999999999999999"/><w:numFmt w:val="ideographDigital"/><w:lvlText w:val="%1%9%1"/></w:lvl>'
    '<w:lvl w:ilvl="4000000000"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="-3"/></w:num>'
)
_EXTERNAL = relationships(
    ("styles", "../../../../../../etc/passwd"),
    ("numbering", "file:///etc/passwd"),
    external=(
        ("attachedTemplate", "http://203.0.113.7/t.dotm"),
        ("image", "http://203.0.113.7/i.png"),
        ("aFChunk", "http://203.0.113.7/c.docx"),
        ("footnotes", "file:///etc/hosts"),
        ("oleObject", "\\\\203.0.113.7\\share\\x.xlsx"),
    ),
)

HOSTILE: dict[str, Hostile] = {
    # Not what it says, or nothing at all.
    "nothing": Hostile("空.docx", lambda: b"", ("empty",)),
    "blanks": Hostile("空白.docx", lambda: b" \r\n\t" * 500, ("empty",)),
    "zero bytes": Hostile("零.docx", lambda: bytes(70_000), ("empty",)),
    "noise": Hostile("乱.docx", lambda: b"\x93" + _random(1, 50_000), ("wrong_type",)),
    "web page as doc": Hostile(
        "网页.doc", lambda: b"\r\n<html><head><meta charset=gbk></head><body><table></table></body></html>", ("wrong_type",)
    ),
    "web page with doctype": Hostile("网页.docx", lambda: b"<!DOCTYPE html>\n<html></html>", ("wrong_type",)),
    "web archive as doc": Hostile("存档.doc", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", ("wrong_type",)),
    "single xml": Hostile("单.docx", lambda: document(GOOD).encode(), ("wrong_type",)),
    "picture": Hostile("图.docx", lambda: b"\x89PNG\r\n\x1a\n" + _random(2, 900), ("wrong_type",)),
    "honest picture": Hostile("图.png", lambda: b"\x89PNG\r\n\x1a\n" + _random(2, 900), ("unsupported",)),
    "rar": Hostile("压.docx", lambda: b"Rar!\x1a\x07\x00" + _random(3, 900), ("wrong_type",)),
    "gzip": Hostile("压.docx", lambda: b"\x1f\x8b\x08" + _random(4, 900), ("wrong_type",)),
    "plain text": Hostile("说明.txt", lambda: "绩效自评报告\n".encode("gbk") * 50, ("wrong_type", "unsupported")),
    "spreadsheet": Hostile(
        "表.docx", lambda: package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), ("wrong_type",)
    ),
    "honest spreadsheet": Hostile(
        "表.xlsx", lambda: package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), ("unsupported",)
    ),
    "slides": Hostile("片.pptx", lambda: package({"ppt/presentation.xml": "<p/>"}), ("unsupported",)),
    "ofd": Hostile("版.ofd", lambda: package({"OFD.xml": "<ofd/>"}), ("unsupported",)),
    "archive of texts": Hostile("报告.zip", lambda: package({"a.txt": "甲", "b.txt": "乙"}), ("unsupported",)),
    "archive in archive": Hostile("报告.zip", lambda: package({"a.zip": package({"b.zip": b"PK"})}), ("unsafe_archive",)),
    "archive of reports": Hostile("报告.docx", lambda: package({"一.docx": docx(GOOD)}), ("unsafe_archive",)),
    # Damage.
    "half a file": Hostile("半.docx", lambda: (whole := docx(words(2_000)))[: len(whole) // 2], ("corrupt",)),
    "no directory": Hostile("尾.docx", lambda: docx(GOOD)[:-22], ("corrupt",)),
    "only a signature": Hostile("头.docx", lambda: b"PK\x03\x04" + _random(5, 3_000), ("corrupt",)),
    "wrong checksum": Hostile("和.docx", _wrong_sum, ("corrupt",)),
    "no body part": Hostile("缺.docx", lambda: _with(**{"word/document.xml": None}), ("corrupt",)),
    "no body element": Hostile("缺.docx", lambda: _with(**{"word/document.xml": part("document", "")}), ("corrupt",)),
    "cut xml": Hostile("断.docx", lambda: _with(**{"word/document.xml": document(words(50))[:-400]}), ("corrupt",)),
    "illegal character": Hostile("字.docx", lambda: _with(**{"word/document.xml": document(para("甲\x01乙"))}), ("corrupt",)),
    "another root": Hostile("根.docx", lambda: _with(**{"word/document.xml": "<html><body>正文</body></html>"}), ("corrupt",)),
    "unknown compression": Hostile("压.docx", lambda: _patched(docx(GOOD), b"PK\x01\x02", 10, "<H", 97), ("corrupt",)),
    "broken styles": Hostile("样.docx", lambda: _with(**{"word/styles.xml": "<w:styles"}), (DATA,)),
    "no side parts": Hostile("缺.docx", lambda: _with(**{"word/styles.xml": None, "word/numbering.xml": None}), (DATA,)),
    "no content types": Hostile("缺.docx", lambda: _with(**{"[Content_Types].xml": None}), (DATA,)),
    "no relationships": Hostile("缺.docx", lambda: _with(**{"_rels/.rels": None, "word/_rels/document.xml.rels": None}), (DATA,)),
    "backslashes": Hostile("斜.docx", lambda: package({k.replace("/", "\\").title(): v for k, v in entries(GOOD).items()}), (DATA,)),
    # Archives that attack the unpacking.
    "bomb by ratio": Hostile("弹.docx", lambda: _with(**{"word/document.xml": b" " * (80 << 20)}), ("unsafe_archive",)),
    "bomb beside the text": Hostile("弹.docx", lambda: _with(**{"word/media/a.bin": bytes(80 << 20)}), ("unsafe_archive",)),
    "claims four gigabytes": Hostile("弹.docx", lambda: _claims(0xFFFFFFF0), ("unsafe_archive",)),
    "claims less than it holds": Hostile("谎.docx", lambda: _claims(100), ("corrupt",)),
    "ten thousand entries": Hostile("多.docx", _many_entries, ("unsafe_archive",)),
    "overlapping entries": Hostile("叠.docx", _overlapping, ("unsafe_archive", "corrupt")),
    "two bodies": Hostile("双.docx", _twice, ("unsafe_archive",)),
    "paths out of the archive": Hostile("径.docx", lambda: _with(**{"../../../../tmp/escaped.xml": "<x/>", "/etc/cron.d/x": "x"}), (DATA,)),
    # XML that attacks the parser.
    "billion laughs": Hostile("笑.docx", lambda: _with(**{"word/document.xml": document(para("&c;"), _LAUGHS)}), ("unsafe_xml",)),
    "external entity": Hostile(
        "外.docx",
        lambda: _with(**{"word/document.xml": document(para("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')}),
        ("unsafe_xml",),
    ),
    "doctype in styles": Hostile("样.docx", lambda: _with(**{"word/styles.xml": "<!DOCTYPE x><x/>"}), ("unsafe_xml",)),
    "doctype in relationships": Hostile("关.docx", lambda: _with(**{"_rels/.rels": "<!DOCTYPE x><x/>"}), ("unsafe_xml",)),
    "doctype in a part never read": Hostile("核.docx", lambda: _with(**{"docProps/core.xml": "<!DOCTYPE x><x/>"}), ("unsafe_xml",)),
    "doctype in two-byte letters": Hostile(
        "宽.docx",
        lambda: _with(**{"word/document.xml": document(GOOD, '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>').encode("utf-16")}),
        ("unsafe_xml",),
    ),
    "doctype after a long comment": Hostile(
        "注.docx", lambda: _with(**{"word/document.xml": document(GOOD, f"<!--{'-x' * 9_000}--><!DOCTYPE x>")}), ("unsafe_xml",)
    ),
    "doctype after a long comment in styles": Hostile(
        "注.docx", lambda: _with(**{"word/styles.xml": f"<!--{'-x' * 9_000}--><!DOCTYPE x><x/>"}), ("unsafe_xml",)
    ),
    "elements without end": Hostile(
        "深.docx", lambda: _with(**{"word/document.xml": document(_nested("<w:sdt>", "</w:sdt>", 100_000))}), ("too_large",)
    ),
    "wrappers two hundred deep": Hostile(
        "深.docx", lambda: docx(_nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100, para("底"))), (DATA,)
    ),
    "tables three hundred deep": Hostile(
        "深.docx", lambda: docx(_nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 300, para("底"))), (DATA, "too_large")
    ),
    "text boxes deep": Hostile("深.docx", lambda: docx(_boxes(35)), (DATA,)),
    "text boxes without end": Hostile("深.docx", lambda: docx(_boxes(400)), ("too_large", DATA)),
    "one enormous attribute": Hostile(
        "属.docx", lambda: docx(f'<w:p w:rsidR="{_random(6, 8 << 20).hex()}">{run("文")}</w:p>'), ("too_large",)
    ),
    "one enormous text": Hostile("长.docx", lambda: docx(para(_random(7, 8 << 20).hex())), ("too_large", DATA)),
    # Content that attacks the reader.
    "absurd span": Hostile("跨.docx", lambda: docx(table(row(cell("文", '<w:gridSpan w:val="2147483647"/>')))), (DATA,)),
    "endless grid": Hostile("格.docx", lambda: docx(table(row(*[cell("文", '<w:gridSpan w:val="1000"/>')] * 17))), ("too_large",)),
    "fifty thousand columns": Hostile("列.docx", lambda: docx(table(row(*[cell("文")] * 50_000))), ("too_large",)),
    "columns left free without end": Hostile(
        "前.docx", lambda: docx(table(row(cell("文"), properties='<w:gridBefore w:val="99999999999"/>'))), (DATA,)
    ),
    "orphan merges": Hostile("孤.docx", lambda: docx(table(*[row(*[cell("文", "<w:vMerge/>")] * 9)] * 50)), (DATA,)),
    "fields never ended": Hostile("域.docx", lambda: docx(_many_fields()), (DATA,)),
    "two hundred thousand empty paragraphs": Hostile("段.docx", lambda: docx("<w:p/>" * 200_000 + para("末")), (DATA,)),
    "a hundred thousand runs": Hostile("串.docx", lambda: docx(f"<w:p>{run('字') * 100_000}</w:p>"), (DATA,)),
    "styles in a circle": Hostile("圈.docx", lambda: docx(GOOD, styles=_STYLE_LOOP), (DATA,)),
    "lists in a circle": Hostile(
        "圈.docx", lambda: docx(para("文", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=LIST_LOOP), (DATA,)
    ),
    "a note that refers to itself": Hostile(
        "注.docx",
        lambda: docx(
            f'<w:p>{run("文")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
            footnotes=f'<w:footnote w:id="1"><w:p>{run("注")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>',
        ),
        (DATA,),
    ),
    "links and templates elsewhere": Hostile(
        "外.docx",
        lambda: _with(**{"word/_rels/document.xml.rels": _EXTERNAL, "word/document.xml": document(GOOD + '<w:altChunk r:id="x2"/>')}),
        (DATA,),
    ),
    "body elsewhere": Hostile(
        "外.docx", lambda: _with(**{"_rels/.rels": relationships(external=(("officeDocument", "http://203.0.113.7/d.xml"),))}), (DATA,)
    ),
    "macros": Hostile("宏.docm", lambda: _with(**{"word/vbaProject.bin": _random(8, 5_000)}), (DATA,)),
    "no text at all": Hostile("图.docx", lambda: docx("<w:p><w:r><w:drawing/></w:r></w:p>"), ("no_text",)),
    # Passwords, and the older container.
    "doctype in an odt": Hostile(
        "开.odt",
        lambda: package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<!DOCTYPE x><x/>"}),
        ("unsafe_xml",),
    ),
    "one enormous paragraph": Hostile("段.docx", lambda: docx(f"<w:p>{run('字') * 600_000}</w:p>"), ("too_large",)),
    "password (archive)": Hostile("密.docx", _encrypted_zip, ("encrypted",)),
    "password (office)": Hostile("密.docx", lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), ("encrypted",)),
    "password (doc)": Hostile("密.doc", lambda: compound({"WordDocument": word_binary(0x0100)}), ("encrypted",)),
    "password (odt)": Hostile(
        "密.odt",
        lambda: package({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        ("encrypted",),
    ),
    "old spreadsheet as doc": Hostile("表.doc", lambda: compound({"Workbook": b"x"}), ("wrong_type",)),
    "old slides": Hostile("片.ppt", lambda: compound({"PowerPoint Document": b"x"}), ("unsupported",)),
    "old container of something": Hostile("件.msg", lambda: compound({"__properties_version1.0": b"x"}), ("unsupported",)),
    "old container cut": Hostile("断.doc", lambda: compound({"WordDocument": word_binary() * 20})[:4_000], ("corrupt",)),
    "old container in a circle": Hostile("圈.doc", lambda: compound({"WordDocument": word_binary()}, loop=True), ("corrupt",)),
    "only an old signature": Hostile("头.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _random(9, 300), ("corrupt",)),
    "old noise": Hostile("乱.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _random(10, 60_000), ("corrupt",)),
}
