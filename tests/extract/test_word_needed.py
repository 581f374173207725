"""What is left out of parts before they are parsed: nothing that a reader asks for, and nothing that hides damage."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from word_files import docx, grids, part, read, texts
from word_tables import difficult_table

from extract import docx as reader
from extract.word.needed import _KNOWN, needed_document, needed_styles
from extract.word.styles import Styles
from extract.word.xml import parse
from model import Paragraph, Unreadable

_DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
_LATENT = '<w:latentStyles w:count="2"><w:lsdException w:name="Normal"/><w:lsdException w:name="heading 1"/></w:latentStyles>'
_NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
_HEADING = '<w:style\n w:type="paragraph" w:styleId="b"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
_CENTRED = '<w:style w:styleId="c" w:type="paragraph"><w:basedOn w:val="b"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
_EMPTY = '<w:style w:type="paragraph" w:styleId="d"/>'
_TABLE = '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'
_EMPTY_TABLE = '<w:style w:type="table" w:styleId="u"/>'
_KINDS = (_NORMAL, _HEADING, _CENTRED, _EMPTY, _TABLE, _TABLE, _EMPTY_TABLE)

_FONT = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:eastAsia="宋体"/>'
_RUNS = (
    f'<w:r><w:rPr>{_FONT}<w:b/><w:color w:val="000000"/><w:sz w:val="28"/></w:rPr><w:t>{{}}</w:t></w:r>',
    f"<w:r><w:rPr>{_FONT}<w:vanish/><w:kern w:val='0'/></w:rPr><w:t>{{}}</w:t></w:r>",
    f'<w:r><w:rPr>{_FONT}<w:rPrChange w:id="1"><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>{{}}</w:t></w:r>',
    '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/><w:b/></w:rPr><w:t>\uf0fe{}</w:t></w:r>',
    '<w:r><w:rPr><w:b w:val="a>b"/><w:i /></w:rPr><w:t xml:space="preserve"> {}</w:t><w:tab/></w:r>',
)
_PROPERTIES = (
    "",
    '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="360"/><w:jc w:val="center"/></w:pPr>',
    f'<w:pPr><w:keepNext/><w:outlineLvl w:val="1"/><w:rPr>{_FONT}<w:del w:id="2"/></w:rPr></w:pPr>',
    '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs><w:ind w:firstLine="420"/></w:pPr>',
)


@pytest.fixture(autouse=True)
def _no_file_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "SMALL", 0)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("before", ["", _DEFAULTS, _DEFAULTS + _LATENT, '<w:latentStyles w:count="2"/>' + _DEFAULTS])
def test_paragraphs_take_the_same_without_table_styles(before: str, seed: int) -> None:
    kinds = list(_KINDS)
    random.Random(seed).shuffle(kinds)
    data = part("styles", before + "".join(kinds)).encode()
    whole, needed = Styles(parse(data)), Styles(parse(needed_styles(data)))
    assert [needed[key] for key in (None, "a", "b", "c", "d", "unknown")] == [whole[key] for key in (None, "a", "b", "c", "d", "unknown")]
    assert not needed.hidden


def test_table_and_latent_styles_are_left_out() -> None:
    data = part("styles", _DEFAULTS + _LATENT + _TABLE + _NORMAL + _TABLE).encode()
    assert needed_styles(data) == part("styles", _DEFAULTS + _NORMAL).encode()


@pytest.mark.parametrize("inner", ["", _DEFAULTS, f"<!-- {_TABLE} -->{_NORMAL}", f"<!-- {_TABLE[:40]} -->{_NORMAL}{_TABLE}"])
def test_a_part_without_styles_or_with_comments_stays_as_it_is(inner: str) -> None:
    data = part("styles", inner).encode()
    assert needed_styles(data) == data


@pytest.mark.parametrize("seed", range(30))
def test_a_document_reads_the_same_with_everything_in_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = random.Random(seed)

    def paragraph() -> str:
        runs = "".join(lot.choice(_RUNS).format(f"第{lot.randrange(99)}项") for _ in range(lot.randrange(4)))
        return f"<w:p>{lot.choice(_PROPERTIES)}{runs}</w:p>"

    data = docx("".join(paragraph() + difficult_table(500 * seed + number).xml + paragraph() for number in range(12)))
    needed = read(data)
    monkeypatch.setattr(reader, "needed_document", lambda data: data)
    assert read(data) == needed


def test_fonts_and_widths_are_left_out_and_sizes_stay() -> None:
    (block,) = read(docx(f"<w:p>{_RUNS[0].format('甲')}</w:p>")).blocks
    assert isinstance(block, Paragraph) and block.size == 14
    body = f'<w:p>{_RUNS[0]}</w:p><w:tc><w:tcPr><w:tcW w:w="9"/><w:gridSpan w:val="2"/></w:tcPr></w:tc>'.encode()
    assert needed_document(body) == (
        b'<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>{}</w:t></w:r></w:p><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tc>'
    )


def test_text_that_looks_like_properties_stays() -> None:
    shown = "<w:rPr><w:b/></w:rPr>"
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    assert texts(read(docx(f"<w:p>{run.format(f'<![CDATA[{shown}]]>')}</w:p>"))) == [shown]


@pytest.mark.parametrize(
    "damage", ["<w:rPr><w:b></w:rPr>", '<w:rPr><w:b w:val="<"/></w:rPr>', "<w:rPr><w:b/>", "<w:rPr><w:b w:val=0/></w:rPr>"]
)
def test_damage_in_properties_is_seen(damage: str) -> None:
    with pytest.raises(Unreadable):
        read(docx(f"<w:p>{_RUNS[0].format('甲')}<w:r>{damage}<w:t>乙</w:t></w:r></w:p>"))


@pytest.mark.parametrize("needed", [needed_styles, needed_document])
@pytest.mark.parametrize("again", [b"<w:style ", b"<w:rPr>", b"<w:rPr><w:b ", b"<w:pPr><w:ind/>", b"</w:rPr>"])
def test_what_begins_over_and_over_is_passed_over_in_time(needed: Callable[[bytes], bytes], again: bytes) -> None:
    few, many = (min(_seconds(needed, again * times) for _ in range(3)) for times in (5_000, 80_000))
    assert many < 0.05 + 64 * few


def _seconds(job: Callable[[bytes], bytes], data: bytes) -> float:
    begin = time.process_time()
    job(data)
    return time.process_time() - begin


def test_no_more_properties_are_remembered_than_there_is_room_for() -> None:
    def run(number: int) -> str:
        return f'<w:r><w:rPr><w:b/><w:color w:val="{number:06}"/><w:sz w:val="{number}"/></w:rPr><w:t>{number}</w:t></w:r>'

    needed_document("".join(map(run, range(6_000))).encode())
    assert not _KNOWN[b"rPr"]
    few = "".join(map(run, range(9))).encode()
    assert needed_document(few) == needed_document(few)
    assert len(_KNOWN[b"rPr"]) == 9


def test_blanks_stay_where_the_word_on_them_goes() -> None:
    body = '<w:p><w:r><w:t xml:space="preserve">  两端 </w:t></w:r><w:r><w:t>&lt;w:t xml:space="preserve"> </w:t></w:r></w:p>'
    cell = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    left = needed_document(part("document", f"<w:body>{body}{cell}</w:body>").encode())
    assert left.count(b"xml:space") == 2
    document = read(docx(body + cell))
    assert texts(document) == ['  两端 <w:t xml:space="preserve"> ']
    assert grids(document) == [[(0, 0, 1, 1, '  两端 <w:t xml:space="preserve"> ')]]
