"""Whatever stands in a file, normalizing ends with reports and problems, never with an exception, and in time linear in its size."""

from __future__ import annotations

import copy
import random
import time

import pytest

import normalize
from model import Block, Cell, Document, Paragraph, Table
from normalize.form import load_forms, reader_of
from tests.normalize import paper, sheets

ODD = [
    "",
    "—",
    "/",
    "%",
    "(",
    "（",
    "：",
    "、",
    "一",
    "无",
    "……",
    "指标1：",
    "≥95%",
    "1,234.56",
    "（30分）",
    "1、甲；2、乙",
    "\n\n",
    "附件3",
    "填表人：",
]
ODD += [
    "填表人：周岚 电话：1",
    "2024年度部门整体支出绩效自评报告",
    "2024年12月底前",
    "单位：元",
    "续表",
    "7×24",
    "\ufffd",
    "\U0001f600",
    "ａ－ｂ",
]


def words() -> list[str]:
    spellings = [
        word for form in load_forms() for group in (form.fields, form.goals, *form.columns.values()) for s in group.values() for word in s
    ]
    common = reader_of("generic")
    exact = [w for v in (common.indicators, common.funds, common.items, common.goals, common.fields, common.rows) for w in v.spellings]
    return [word.replace("*", "某") for word in (*spellings, *exact, *ODD * 8)]


def scrambled(rng: random.Random, vocabulary: list[str]) -> Document:
    blocks: list[Block] = []
    for block in range(rng.randint(0, 8)):
        if rng.random() < 0.5:
            blocks.append(scrambled_table(rng, vocabulary, block))
        else:
            raw = "".join(rng.choice(vocabulary) for _ in range(rng.randint(1, 4))) or "甲"
            blocks.append(Paragraph(block=block, raw=raw, text=raw))
    return Document(document_id="0" * 16, name="乱.docx", format="docx", sha256="0" * 64, size_bytes=1, blocks=tuple(blocks))


def scrambled_table(rng: random.Random, vocabulary: list[str], block: int) -> Table:
    """A grid with holes, overlaps and spans that reach outside."""
    rows, cols = rng.randint(1, 9), rng.randint(1, 8)
    cells = [
        Cell(row=r, col=c, row_span=rng.choice([1, 1, 1, 2, 3]), col_span=rng.choice([1, 1, 1, 2]), raw=rng.choice(vocabulary))
        for r in range(rows)
        for c in range(cols)
        if rng.random() < 0.8
    ]
    return Table(block=block, rows=rows, cols=cols, cells=tuple(cells))


@pytest.mark.parametrize("seed", range(40))
def test_scrambled_forms_never_raise(seed: int) -> None:
    rng, vocabulary = random.Random(seed), words()
    for _ in range(10):
        document = scrambled(rng, vocabulary)
        reports = normalize.normalize(document)
        assert sum(len(report.tables) for report in reports) <= sum(isinstance(block, Table) for block in document.blocks)
        assert [report.position for report in reports] == list(range(len(reports)))


def test_a_long_form_costs_in_proportion_to_its_rows() -> None:
    def seconds(rows: int) -> float:
        form = copy.deepcopy(sheets.NATIONAL)
        line = ["", "", ("养护里程", 1, 2), "≥86公里", "86公里", "20", "20", ""]
        body: sheets.Rows = [[("绩效指标", rows + 1, 1), *form[9][1:]], *([list(line) for _ in range(rows)]), form[-1]]
        document = paper.document("2023年度项目支出绩效自评表", form[:9] + body)
        started = time.process_time()
        (report,) = normalize.normalize(document)
        assert len(report.indicators) == rows
        return time.process_time() - started

    seconds(100)
    assert seconds(3000) < 25 * seconds(300) + 0.5
