"""Automatic numbers: what Word prints before a paragraph though no text in the file says so."""

from __future__ import annotations

from word_files import cell, codes, docx, grids, para, read, row, run, table, texts

from model import Paragraph


def level(index: int, form: str, text: str, *, start: int = 1, more: str = "", suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, level_: int = 0, key: int = 1) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level_}"/><w:numId w:val="{key}"/></w:numPr>')


CHINESE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def test_chinese_headings_count_on_their_four_levels() -> None:
    body = (
        item("基本情况")
        + item("职能", 1)
        + item("机构", 1)
        + item("人员", 2)
        + item("在编", 3)
        + item("聘用", 3)
        + item("经费", 2)
        + item("绩效")
        + item("产出", 1)
    )
    document = read(docx(body, numbering=CHINESE + num(1, 0)))
    assert texts(document) == ["一、基本情况", "（一）职能", "（二）机构", "1.人员", "①在编", "②聘用", "2.经费", "二、绩效", "（一）产出"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph) and first.number == "一、"


def test_levels_above_appear_in_a_number_and_legal_levels_are_decimal() -> None:
    lists = abstract(
        0, level(0, "chineseCounting", "第%1章", suffix="space"), level(1, "decimal", "%1.%2", more="<w:isLgl/>", suffix="tab")
    )
    body = item("总则") + item("范围", 1) + item("依据", 1) + item("附则") + item("施行", 1)
    expected = ["第一章 总则", "1.1\t范围", "1.2\t依据", "第二章 附则", "2.1\t施行"]
    assert texts(read(docx(body, numbering=lists + num(1, 0)))) == expected


def test_a_level_passed_over_counts_as_begun() -> None:
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    body = item("甲", 1) + item("乙", 1) + item("丙") + item("丁", 1)
    assert texts(read(docx(body, numbering=lists + num(1, 0)))) == ["1.1甲", "1.2乙", "2.丙", "2.1丁"]


def test_two_lists_of_one_definition_share_the_count_unless_one_starts_over() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("甲") + item("乙", 0, 2) + item("丙", 0, 3) + item("丁", 0, 3) + item("戊")
    numbering = CHINESE + num(1, 0) + num(2, 0) + num(3, 0, over)
    assert texts(read(docx(body, numbering=numbering))) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_start_of_its_own_holds_each_time_the_level_starts_over() -> None:
    over = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>'
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("戊", 1)
    assert texts(read(docx(body, numbering=CHINESE + num(1, 0, over)))) == ["一、甲", "（四）乙", "（五）丙", "二、丁", "（四）戊"]


def test_a_level_can_be_told_never_to_start_over_or_only_after_a_higher_one() -> None:
    lists = abstract(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>'),
    )
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("f") + item("g", 1) + item("h", 2)
    expected = ["1.a", "(1)b", "1)c", "(2)d", "2)e", "2.f", "(3)g", "1)h"]
    assert texts(read(docx(body, numbering=lists + num(1, 0)))) == expected


def test_a_list_may_redefine_a_level_and_start_elsewhere() -> None:
    over = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    assert texts(read(docx(item("甲") + item("乙"), numbering=CHINESE + num(1, 0, over)))) == ["C)甲", "D)乙"]


def test_numbers_come_through_styles_by_the_level_that_names_the_style() -> None:
    lists = abstract(
        0,
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="h2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="heading {n}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n, key in enumerate(("h1", "h2"), 1)
    )
    body = (
        para("甲", '<w:pStyle w:val="h1"/>')
        + para("乙", '<w:pStyle w:val="h2"/>')
        + para("丙", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(read(docx(body, numbering=lists + num(1, 0), styles=styles))) == ["一、甲", "（一）乙", "丙"]


def test_a_list_linked_to_another_by_style_counts_with_it() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="L"/>') + abstract(
        1, more='<w:numStyleLink w:val="L"/>'
    )
    assert texts(read(docx(item("甲", 0, 2) + item("乙"), numbering=numbering + num(1, 0) + num(2, 1)))) == ["一、甲", "二、乙"]


def test_bullets_are_the_signs_they_draw() -> None:
    bullet = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    lists = abstract(0, level(0, "bullet", "\uf0b7", more=""), level(1, "bullet", "\uf06c"))
    lists = lists.replace('<w:lvlText w:val="\uf0b7"/>', '<w:lvlText w:val="\uf0b7"/>' + bullet.format("Symbol"))
    lists = lists.replace('<w:lvlText w:val="\uf06c"/>', '<w:lvlText w:val="\uf06c"/>' + bullet.format("Wingdings"))
    assert texts(read(docx(item("甲") + item("乙", 1), numbering=lists + num(1, 0)))) == ["•甲", "●乙"]


def test_an_empty_numbered_paragraph_counts_and_a_deleted_one_does_not() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    )
    body = item("甲") + item("") + gone + item("乙")
    assert texts(read(docx(body, numbering=CHINESE + num(1, 0)))) == ["一、甲", "三、乙"]


def test_a_column_of_automatic_numbers_is_read_and_covered_cells_do_not_count() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    lists = abstract(0, level(0, "decimal", "%1", suffix="tab"))
    covered = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{numbered}</w:tc>"
    start = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{numbered}</w:tc>'
    body = table(row(start, cell("甲")), row(covered, cell("乙")), row(f"<w:tc>{numbered}</w:tc>", cell("丙")))
    grid = grids(read(docx(body, numbering=lists + num(1, 0))))[0]
    assert [(r, span, raw) for r, c, span, _, raw in grid if c == 0] == [(0, 2, "1"), (2, 1, "2")]


def test_an_unknown_number_format_is_decimal_and_a_problem() -> None:
    document = read(docx(item("甲"), numbering=abstract(0, level(0, "thaiCounting", "%1、")) + num(1, 0)))
    assert texts(document) == ["1、甲"] and codes(document) == ["unknown_number_format"]


def test_numbers_pointing_nowhere_are_no_numbers() -> None:
    body = item("甲", 0, 99) + item("乙", 12) + para("丙", '<w:numPr><w:numId w:val="x"/></w:numPr>')
    assert texts(read(docx(body, numbering=CHINESE + num(1, 0) + num(2, 77)))) == ["甲", "乙", "丙"]


def test_typed_numbers_stay_as_they_are() -> None:
    assert texts(read(docx(f"<w:p>{run('    一、基本情况')}</w:p>"))) == ["    一、基本情况"]


def test_a_numbered_default_style_numbers_cells_too() -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    grid = grids(read(docx(table(row(cell("甲"), cell("乙"))), numbering=CHINESE + num(1, 0), styles=styles)))
    assert [raw for *_, raw in grid[0]] == ["一、甲", "二、乙"]
