"""What a Word paragraph says: one case for each way Word writes, hides, replaces or wraps text."""

from __future__ import annotations

import pytest
from word_files import STRICT_URI, codes, docx, entries, grids, package, para, read, row, run, table, texts
from word_files import cell as word_cell

from extract.word import plain as docx_plain
from extract.word import text as docx_text
from model import Unreadable

_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_BEGIN, _SEPARATE, _END = (_FIELD.format(kind) for kind in ("begin", "separate", "end"))


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def _box(text: str) -> str:
    return f"<w:txbxContent>{para(text)}</w:txbxContent>"


def _shape(text: str) -> str:
    """A text box as Word writes it: once as a drawing, once more as VML for older readers."""
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>{_box(text)}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{_box(text)}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


CASES = {
    "runs": (run("全年预算") + run("379") + run("万元"), "全年预算379万元"),
    "tab and breaks": ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>", "甲\t乙\n丙\n丁"),
    "page break is no text": ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t><w:lastRenderedPageBreak/></w:r>', "甲乙"),
    "hyphens": ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r>", "A-BC"),
    "insertion": (run("预算") + f'<w:ins w:id="1" w:author="a">{run("379")}</w:ins>', "预算379"),
    "deletion": (run("预算") + '<w:del w:id="1" w:author="a"><w:r><w:delText>397</w:delText></w:r></w:del>' + run("379"), "预算379"),
    "deletion with w:t inside": (run("甲") + f"<w:del>{run('乙')}</w:del>", "甲"),
    "move": (f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>", "新处"),
    "insertion inside deletion": (run("甲") + f"<w:del><w:ins>{run('乙')}</w:ins></w:del>", "甲"),
    "hidden": (run("看得见") + run("看不见", "<w:vanish/>") + run("的", '<w:vanish w:val="0"/>'), "看得见的"),
    "hidden on the web only": (run("网页上藏", "<w:webHidden/>"), "网页上藏"),
    "content control": (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('控件里')}</w:sdtContent></w:sdt>", "控件里"),
    "smart tag and custom xml": (f"<w:smartTag><w:smartTagPr/><w:customXml>{run('岳阳市')}</w:customXml></w:smartTag>", "岳阳市"),
    "hyperlink": (f'<w:hyperlink r:id="r9">{run("链接文字")}</w:hyperlink>', "链接文字"),
    "simple field": (f'<w:fldSimple w:instr=" DATE ">{run("2024年")}</w:fldSimple>', "2024年"),
    "field": (_BEGIN + _code(" REF x ") + _SEPARATE + run("结果") + _END + run("之后"), "结果之后"),
    "nested field": (
        _BEGIN + _code(" IF ") + _BEGIN + _code(" PAGE ") + _SEPARATE + run("3") + _END + _code(" = 1 ") + _SEPARATE + run("结果") + _END,
        "结果",
    ),
    "field result split by a nested field": (
        _BEGIN + _code(" A ") + _SEPARATE + run("前") + _BEGIN + _code(" B ") + _SEPARATE + run("中") + _END + run("后") + _END,
        "前中后",
    ),
    "field that never ends": (_BEGIN + _code(" REF x ") + run("还是正文"), "还是正文"),
    "circled number": (_BEGIN + _code(r" eq \o\ac(○,3) ") + _END + run("项"), "③项"),
    "circled number in pieces": (_BEGIN + _code(r" eq \o\ac(") + _code("○,1") + _code("2)") + _END, "⑫"),
    "symbol field": (_BEGIN + _code(r" SYMBOL 254 \f Wingdings \s 12 ") + _END + run("是"), "☑是"),
    "form check box": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
        + _code(" FORMCHECKBOX ")
        + _END
        + run("是"),
        "☑是",
    ),
    "form list": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="差"/><w:listEntry w:val="优"/>'
        "</w:ddList></w:ffData></w:fldChar></w:r>" + _code(" FORMDROPDOWN ") + _END,
        "优",
    ),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>达标</w:t></w:r>', "☑达标"),
    "symbol font with private character": (run("\uf0a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + run("否"), "□否"),
    "symbol font with plain character": (run("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + run("þ"), "☑þ"),
    "symbol not equal": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
    "ruby": ("<w:ruby><w:rubyPr/><w:rt>" + run("mì") + "</w:rt><w:rubyBase>" + run("汨") + "</w:rubyBase></w:ruby>" + run("罗"), "汨罗"),
    "equation": (
        "<m:oMath><m:f><m:num><m:r><m:t>实际</m:t></m:r></m:num><m:den><m:r><m:t>计划</m:t></m:r></m:den></m:f></m:oMath>",
        "实际/计划",
    ),
    "alternate content without drawing": (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{run("新")}</mc:Choice><mc:Fallback>{run("旧")}</mc:Fallback></mc:AlternateContent>',
        "新",
    ),
    "comment marks": (
        '<w:commentRangeStart w:id="1"/>' + run("批注") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        "批注",
    ),
    "unknown wrapper": (f'<x:new xmlns:x="urn:later-version">{run("照读")}</x:new>', "照读"),
    "bidirectional": (f"<w:bdo><w:dir>{run('方向')}</w:dir></w:bdo>", "方向"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_reads_as_it_prints(name: str) -> None:
    xml, expected = CASES[name]
    assert texts(read(docx(f"<w:p>{xml}</w:p>"))) == [expected]


@pytest.mark.parametrize("name", CASES)
def test_a_cell_reads_as_a_paragraph_does(name: str) -> None:
    xml, expected = CASES[name]
    body = table(row(f"<w:tc><w:p>{xml}</w:p></w:tc>"))
    assert grids(read(docx(body))) == [[(0, 0, 1, 1, expected)]]


@pytest.mark.parametrize("name", CASES)
def test_strict_files_read_the_same(name: str) -> None:
    xml, expected = CASES[name]
    assert texts(read(docx(f"<w:p>{xml}</w:p>", uri=STRICT_URI))) == [expected]


def test_a_text_box_is_read_once_and_after_the_paragraph_it_hangs_on() -> None:
    document = read(docx(f"<w:p>{run('正文')}{_shape('框内')}</w:p>" + para("下一段")))
    assert [(block.raw, block.role) for block in document.blocks] == [("正文", "body"), ("框内", "textbox"), ("下一段", "body")]


def test_a_vml_text_box_without_an_alternative_is_read() -> None:
    xml = f"<w:p><w:r><w:pict><v:shape><v:textbox>{_box('老框')}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert texts(read(docx(xml)), "textbox") == ["老框"]


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent><w:p>{run('外')}{_shape('里')}</w:p></w:txbxContent>"
    xml = f"<w:p><w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert texts(read(docx(xml))) == ["外", "里"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    body = table(row(f"<w:tc><w:p>{run('格')}{_shape('框')}</w:p></w:tc>"))
    assert grids(read(docx(body))) == [[(0, 0, 1, 1, "格\n框")]]


def test_a_table_in_a_text_box_is_a_table() -> None:
    box = f"<w:txbxContent>{table(row(word_cell('甲'), word_cell('乙')))}{para()}</w:txbxContent>"
    xml = f"<w:p>{run('前')}<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert grids(read(docx(xml))) == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]]


def test_hidden_by_style_is_hidden_and_hidden_twice_is_not() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="h2"><w:name w:val="藏二"/><w:basedOn w:val="h"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="藏段"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = "<w:p>" + run("见") + run("藏", '<w:rStyle w:val="h2"/>') + "</w:p>"
    body += f'<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>{run("整段藏")}</w:p>'
    body += '<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>' + run("又见", '<w:rStyle w:val="h"/>') + "</w:p>" + para("末")
    assert texts(read(docx(body, styles=styles))) == ["见", "又见末"]
    cells = "<w:tc><w:p>" + run("格") + run("藏", '<w:rStyle w:val="h2"/>') + "</w:p></w:tc>" + word_cell("明")
    assert [raw for *_, raw in grids(read(docx(table(row(cells)), styles=styles)))[0]] == ["格", "明"]


def test_a_symbol_font_in_one_cell_is_seen_among_plain_ones() -> None:
    cells = "<w:tc><w:p>" + run("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + "</w:p></w:tc>" + word_cell("þ")
    assert [raw for *_, raw in grids(read(docx(table(row(cells), row(word_cell("明"))))))[0]] == ["☑", "þ", "明"]


def test_a_deleted_paragraph_mark_joins_the_lines() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert texts(read(docx(para("前半", mark) + para("后半") + para("另一段")))) == ["前半后半", "另一段"]
    body = table(row(f"<w:tc>{para('前半', mark)}{para('后半')}</w:tc>"))
    assert grids(read(docx(body))) == [[(0, 0, 1, 1, "前半后半")]]


def test_text_whose_mark_is_gone_is_not_lost_before_a_table_or_at_the_end() -> None:
    mark = "<w:rPr><w:vanish/></w:rPr>"
    document = read(docx(para("表前", mark) + table(row(word_cell("格"))) + para("文末", mark)))
    assert texts(document) == ["表前", "文末"]


def test_a_field_over_several_paragraphs_keeps_its_result() -> None:
    body = f"<w:p>{_BEGIN}{_code(' TOC ')}{_SEPARATE}{run('目录一')}</w:p>{para('目录二')}<w:p>{run('目录三')}{_END}</w:p>" + para("正文")
    assert texts(read(docx(body))) == ["目录一", "目录二", "目录三", "正文"]


def test_footnotes_follow_the_block_that_refers_to_them_and_their_mark_is_no_text() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("注文")}</w:p></w:footnote>'
    )
    body = f'<w:p>{run("36891")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("条")}</w:p>' + para("下一段")
    document = read(docx(body, footnotes=notes))
    assert [(block.raw, block.role) for block in document.blocks] == [("36891条", "body"), ("注文", "footnote"), ("下一段", "body")]


def test_endnotes_are_read_too_and_a_missing_note_is_no_harm() -> None:
    body = f'<w:p>{run("正文")}<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    document = read(docx(body, endnotes=f'<w:endnote w:id="1">{para("尾注")}</w:endnote>'))
    assert texts(document) == ["正文", "尾注"]


def test_what_cannot_be_read_is_said() -> None:
    body = para("正文") + '<w:altChunk r:id="r5"/>'
    document = read(docx(body))
    assert codes(document) == ["nested_document"] and document.partial
    body = f'<w:p>{run("正文")}<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    assert codes(read(docx(body))) == ["embedded_object"]
    body = f'<w:p>{run("正文")}<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="r1"/></a:graphicData></a:graphic></w:drawing></w:r></w:p>'
    assert codes(read(docx(body))) == ["unread_chart"]
    body = f'<w:p>{run("正文")}<w:r><w:pict><v:shape><v:textpath string="红头"/></v:shape></w:pict></w:r></w:p>'
    assert codes(read(docx(body))) == ["unread_art"]
    document = read(docx('<w:p><w:r><w:t>共</w:t><w:sym w:font="Wingdings 3" w:char="F0AA"/></w:r></w:p>'))
    assert codes(document) == ["unmapped_glyphs"] and texts(document) == ["共\ufffd"]


def test_what_was_left_out_on_purpose_is_said_once() -> None:
    body = "".join(f"<w:p>{CASES[name][0]}</w:p>" for name in ("hidden", "deletion", "move", "insertion"))
    document = read(docx(body))
    assert codes(document) == ["hidden_text", "tracked_changes"]
    assert "2 处" in document.problems[1].message
    assert codes(read(docx(f"<w:p>{CASES['insertion'][0]}</w:p>"))) == []


def test_pictures_are_counted_and_a_body_elsewhere_is_refused() -> None:
    picture = '<w:p><w:r><w:drawing><a:graphic><a:blip r:embed="r1"/></a:graphic></w:drawing></w:r></w:p>'
    document = read(docx(para("正文") + picture * 2))
    assert codes(document) == ["unread_pictures"] and "2 处" in document.problems[0].message
    for body, error in ((picture, "no_text"), ("<w:p/>", "no_text"), ('<w:altChunk r:id="r1"/><w:p/>', "unsupported")):
        with pytest.raises(Unreadable) as raised:
            read(docx(body))
        assert raised.value.error == error


def test_style_outline_alignment_and_size_come_through_the_chain() -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="圈"/><w:basedOn w:val="loop"/></w:style>'
    )
    body = (
        para("章名", '<w:pStyle w:val="x"/>')
        + para("正文")
        + para("圈", '<w:pStyle w:val="loop"/>')
        + para("无", '<w:pStyle w:val="gone"/>')
    )
    body += para("改", '<w:pStyle w:val="x"/><w:jc w:val="left"/><w:outlineLvl w:val="9"/>')
    heading, plain, loop, unknown, changed = read(docx(body, styles=styles)).blocks
    assert (heading.style, heading.outline, heading.centered, heading.size) == ("章", 0, True, 22.0)
    assert (plain.style, plain.outline, plain.centered, plain.size) == ("Normal", None, False, 10.5)
    assert (loop.style, unknown.style) == ("圈", "Normal")
    assert (changed.outline, changed.centered) == (None, False)


def test_the_size_is_that_of_most_of_the_text() -> None:
    body = "<w:p>" + run("注", '<w:sz w:val="18"/>') + run("大部分文字", '<w:sz w:val="32"/>') + "</w:p>"
    assert read(docx(body)).blocks[0].size == 16.0


def test_a_missing_styles_part_costs_nothing_but_styles() -> None:
    assert texts(read(docx(para("文", '<w:pStyle w:val="1"/>')))) == ["文"]


def test_blocks_are_counted_in_reading_order() -> None:
    document = read(docx(para("一") + para() + table(row(word_cell("格"))) + para("二")))
    assert [block.block for block in document.blocks] == [0, 1, 2]


def test_everything_read_with_care_is_watched_for() -> None:
    assert set(docx_text.ACTS) <= set(docx_plain.SPECIAL)


def test_tabs_and_breaks_in_runs_print_and_tab_stops_do_not() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
    inside = (
        '<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type="page"/><w:t>丁</w:t><w:noBreakHyphen/><w:cr/><w:t>戊</w:t>'
    )
    assert texts(read(docx(f"<w:p>{stops}<w:r>{inside}</w:r></w:p>"))) == ["甲\t乙\n丙丁-\n戊"]


def test_numbering_that_is_damaged_matters_only_where_a_paragraph_is_numbered() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    damaged = {"word/numbering.xml": "<w:numbering"}
    assert codes(read(package(entries(para("甲")) | damaged))) == []
    assert codes(read(package(entries(numbered) | damaged))) == ["damaged_part"]


def test_a_cell_without_a_paragraph_keeps_all_its_text() -> None:
    cells = "<w:tc><w:r><w:t>≥95%</w:t></w:r></w:tc><w:tc><w:p/><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc>"
    assert [raw for *_, raw in grids(read(docx(table(row(cells)))))[0]] == ["≥95%", "\n乙"]
