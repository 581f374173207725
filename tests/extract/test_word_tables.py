"""The grid of Word tables: spans, merges and ragged rows one by one, then generated tables with exact gold, then python-docx as oracle."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import STRICT_URI, cell, codes, docx, grids, para, read, row, table
from word_tables import difficult_table

from extract.word.table import MAX_SPAN
from model import Table, Unreadable

START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def grid(*rows: str) -> list[tuple[int, int, int, int, str]]:
    return grids(read(docx(table(*rows))))[0]


@pytest.mark.parametrize("uri", [None, STRICT_URI])
@pytest.mark.parametrize("seed", range(40))
def test_generated_tables_read_exactly(seed: int, uri: str | None) -> None:
    made = difficult_table(seed)
    data = docx(para("前") + made.xml + para("后"), **({"uri": uri} if uri else {}))
    (read_table,) = (block for block in read(data).blocks if isinstance(block, Table))
    got = {(c.row, c.col, c.row_span, c.col_span, c.raw) for c in read_table.cells}
    assert got == set(made.cells)
    assert len(read_table.cells) == len(made.cells)
    assert read_table.rows == made.rows


@pytest.mark.parametrize("seed", range(8))
def test_tables_read_the_same_piece_by_piece(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(difficult_table(1000 * seed + i).xml + para(f"第{i}段") for i in range(6))
    whole = read(docx(body)).blocks
    monkeypatch.setattr("extract.docx.WHOLE", 0)
    monkeypatch.setattr("extract.archive._CHUNK", 97 + seed)
    assert read(docx(body)).blocks == whole


def test_a_merge_over_rows_is_one_cell_and_needs_the_same_columns() -> None:
    rows = row(cell("甲", START), cell("乙")), row(cell("", GOES_ON), cell("丙")), row(cell("丁", GOES_ON + span(2)))
    assert grid(*rows) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙"), (2, 0, 1, 2, "丁")]


def test_an_orphan_merge_is_a_cell_of_its_own() -> None:
    rows = row(cell("甲", GOES_ON), cell("乙")), row(cell("丙"), cell("丁", GOES_ON))
    assert grid(*rows) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]


def test_a_merge_that_starts_again_is_a_new_cell() -> None:
    rows = row(cell("甲", START)), row(cell("", GOES_ON)), row(cell("乙", START)), row(cell("", GOES_ON))
    assert grid(*rows) == [(0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙")]


def test_covered_text_is_not_read_but_said() -> None:
    document = read(docx(table(row(cell("甲", START)), row(cell("压住的", GOES_ON)), row(cell("甲", GOES_ON)))))
    assert grids(document) == [[(0, 0, 3, 1, "甲")]]
    assert codes(document) == ["covered_text"] and "压住的" in document.problems[0].message
    assert (document.problems[0].row, document.problems[0].col) == (1, 0)


def test_ragged_rows_and_columns_left_free_keep_their_places() -> None:
    rows = (
        row(cell("一"), cell("二"), cell("三"), cell("四")),
        row(cell("五"), properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        row(cell("六"), cell("七")),
        row(),
    )
    document = read(docx(table(*rows)))
    places = [(r, c, raw) for r, c, _, _, raw in grids(document)[0]]
    assert places == [(0, 0, "一"), (0, 1, "二"), (0, 2, "三"), (0, 3, "四"), (1, 2, "五"), (2, 0, "六"), (2, 1, "七")]
    block = document.blocks[0]
    assert isinstance(block, Table) and (block.rows, block.cols) == (4, 4)


def test_an_older_merge_over_columns_is_one_cell() -> None:
    rows = row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("乙")), row(cell("丙", span(2)), cell("丁"))
    assert grid(*rows) == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 0, 1, 2, "丙"), (1, 2, 1, 1, "丁")]


def test_older_merges_over_columns_and_rows_together_are_one_cell() -> None:
    start, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = (
        row(cell("甲", start + START), cell("", on + START), cell("乙")),
        row(cell("", start + GOES_ON), cell("", on + GOES_ON), cell("丙")),
        row(cell("丁", GOES_ON), cell("戊"), cell("己", on)),
    )
    expected = [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 2, 1, 1, "丙"), (2, 0, 1, 1, "丁"), (2, 1, 1, 2, "戊\n己")]
    assert grid(*rows) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-2, 3),
            st.lists(
                st.tuples(st.integers(-1, 4), st.sampled_from(["", START, GOES_ON]), st.sampled_from(["", "<w:hMerge/>"])), max_size=6
            ),
        ),
        max_size=6,
    )
)
def test_whatever_is_written_the_regions_never_overlap_and_lose_no_text(written: list[tuple[int, list[tuple[int, str, str]]]]) -> None:
    rows, count = [], 0
    for before, cells in written:
        made = []
        for across, merge, older in cells:
            made.append(cell(f"字{count}号", span(across) + merge + older))
            count += 1
        rows.append(row(*made, properties=f'<w:gridBefore w:val="{before}"/>'))
    document = read(docx(para("前") + table(*rows)))
    shown = "".join(problem.message for problem in document.problems)
    taken: set[tuple[int, int]] = set()
    for block in document.blocks[1:]:
        assert isinstance(block, Table)
        for c in block.cells:
            places = {(c.row + down, c.col + across) for down in range(c.row_span) for across in range(c.col_span)}
            assert not places & taken
            assert max(places) <= (block.rows - 1, block.cols - 1) and c.col + c.col_span <= block.cols
            taken |= places
            shown += c.raw
    assert all(f"字{number}号" in shown for number in range(count))


def test_tracked_changes_of_rows_and_cells_are_taken_as_accepted() -> None:
    rows = (
        row(cell("甲"), cell("乙", '<w:cellDel w:id="1" w:author="a"/>'), cell("丙", '<w:cellIns w:id="1" w:author="a"/>')),
        row(cell("丁"), properties='<w:ins w:id="1" w:author="a"/>'),
        row(cell("戊"), properties='<w:del w:id="1" w:author="a"/>'),
        row(cell("己"), properties="<w:hidden/>"),
    )
    assert grid(*rows) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "丙"), (1, 0, 1, 1, "丁")]


def test_a_nested_table_stays_with_its_cell_and_its_text_is_part_of_it() -> None:
    inner = table(row(cell("内一"), cell("内二")), row(cell("内三", span(2))))
    outer = read(docx(table(row(f"<w:tc>{para('外')}{inner}{para()}</w:tc>", cell("旁"))))).blocks[0]
    assert isinstance(outer, Table)
    assert [c.raw for c in outer.cells] == ["外\n内一\t内二\n内三\n", "旁"]
    (nested,) = outer.cells[0].tables
    assert [(c.row, c.col, c.row_span, c.col_span, c.raw) for c in nested.cells] == [
        (0, 0, 1, 1, "内一"),
        (0, 1, 1, 1, "内二"),
        (1, 0, 1, 2, "内三"),
    ]


def test_an_absurd_span_is_not_believed() -> None:
    document = read(
        docx(table(row(cell("甲", span(2_000_000_000)), cell("乙", '<w:gridSpan w:val="-5"/>')), row(cell("丙", span(MAX_SPAN)))))
    )
    assert grids(document)[0][:2] == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]
    assert codes(document) == ["absurd_span"]


def test_a_grid_past_every_limit_is_too_large() -> None:
    with pytest.raises(Unreadable) as raised:
        read(docx(table(row(*[cell("", span(MAX_SPAN))] * 20))))
    assert raised.value.error == "too_large"


def test_tables_nested_without_end_are_cut_with_their_text_kept() -> None:
    body = cell("最里")
    for _ in range(60):
        body = f"<w:tc>{table(row(body))}{para()}</w:tc>"
    document = read(docx(table(row(body))))
    assert document.partial and "nested_too_deep" in codes(document)
    assert "最里" in grids(document)[0][0][4]


def test_a_table_without_cells_is_no_table() -> None:
    assert [type(block).__name__ for block in read(docx(table() + table(row()) + para("文"))).blocks] == ["Paragraph"]


@pytest.mark.parametrize("seed", range(6))
def test_plain_tables_agree_with_python_docx(seed: int) -> None:
    made = python_docx.Document()
    grown = made.add_table(rows=6, cols=5)
    for index, place in enumerate(grown._cells):
        place.text = f"{index}\n\t{seed}" if index % 7 == 0 else str(index)
    grown.cell(0, 0).merge(grown.cell(1 + seed % 3, 1))
    grown.cell(4, 2).merge(grown.cell(5, 2 + seed % 3))
    buffer = io.BytesIO()
    made.save(buffer)
    again = python_docx.Document(io.BytesIO(buffer.getvalue())).tables[0]
    block = next(block for block in read(buffer.getvalue()).blocks if isinstance(block, Table))
    for c in block.cells:
        for down in range(c.row_span):
            for across in range(c.col_span):
                assert again.cell(c.row + down, c.col + across).text == c.raw
    assert sum(c.row_span * c.col_span for c in block.cells) == 30
