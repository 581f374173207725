"""Difficult tables with exact gold: laid out here line by line, so that what is drawn, cut and joined is known by construction."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

from drawn_pen import Pen
from drawn_texts import label, number, sentence, words
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT, PAD = "STSong-Light", 4.0
STYLES = ("lines", "hairlines", "double", "dashed", "dotted", "boxes", "strips", "open", "shaded", "long")


@dataclass
class Cell:
    row: int
    col: int
    row_span: int
    col_span: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "".join(self.lines)


@dataclass
class Table:
    widths: list[float]
    rows: int
    cells: list[Cell]
    header: int = 0
    style: str = "lines"
    splits: bool = False
    repeats: bool = False
    centred: bool = True
    heights: list[float] = field(default_factory=list)
    size: float = 9.0
    late: bool = False
    """Labels cut by a page end stand in their last piece."""
    disorder: bool = False
    """Cells are written in any order."""

    @property
    def gold(self) -> set[tuple[int, int, int, int, str]]:
        return {(c.row, c.col, c.row_span, c.col_span, c.text.replace(" ", "")) for c in self.cells}


@dataclass
class Drawn:
    data: bytes
    tables: list[Table]
    paragraphs: list[str]
    pages: int


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break at characters, as Chinese does; digits and Latin words stay whole where they fit."""
    if not text:
        return []
    lines, line = [], ""
    for token in words(text):
        if line and pdfmetrics.stringWidth(line + token, FONT, size) > width:
            lines.append(line)
            line = ""
        while pdfmetrics.stringWidth(token, FONT, size) > width:
            cut = next(i for i in range(len(token), 0, -1) if i == 1 or pdfmetrics.stringWidth(token[:i], FONT, size) <= width)
            lines.append(token[:cut])
            token = token[cut:]
        line += token
    return [*lines, line] if line else lines


class Layout:
    """A page being filled from top to bottom."""

    def __init__(self, rng: random.Random, *, size: tuple[float, float] = (595.0, 842.0), margin: float = 70.0) -> None:
        self.rng = rng
        self.size, self.margin = size, margin
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=size, pageCompression=1)
        self.y = size[1] - margin
        self.page = 1
        self.tables: list[Table] = []
        self.paragraphs: list[str] = []

    @property
    def room(self) -> float:
        return self.y - self.margin

    def turn(self) -> None:
        self.canvas.setFont(FONT, 9)
        self.canvas.drawCentredString(self.size[0] / 2, self.margin / 2, f"— {self.page} —")
        self.canvas.showPage()
        self.page += 1
        self.y = self.size[1] - self.margin

    def finish(self) -> Drawn:
        self.turn()
        self.canvas.save()
        return Drawn(self.stream.getvalue(), self.tables, self.paragraphs, self.page - 1)

    def paragraph(self, text: str, *, size: float = 12.0, indent: bool = True) -> None:
        self.paragraphs.append(text)
        width = self.size[0] - 2 * self.margin
        first = wrap(text, width - 2 * size * indent, size)[0]
        lines = [first, *wrap(text[len(first) :], width, size)]
        for i, line in enumerate(lines):
            if self.room < 1.6 * size:
                self.turn()
            self.canvas.setFont(FONT, size)
            self.canvas.drawString(self.margin + 2 * size * (indent and i == 0), self.y - size, line)
            self.y -= 1.6 * size

    def title(self, text: str) -> None:
        self.paragraphs.append(text)
        if self.room < 80:
            self.turn()
        self.canvas.setFont(FONT, 16)
        self.canvas.drawCentredString(self.size[0] / 2, self.y - 18, text)
        self.y -= 30

    def table(self, table: Table) -> None:
        """Draw rows, turning the page where they end; cells that reach over the turn are drawn in pieces."""
        self.tables.append(table)
        lead = table.size * 1.3
        table.heights = row_heights(table, lead)
        begun: dict[int, int] = {}  # lines already written of a cell, by its id
        row = 0
        while row < table.rows:
            first, shares, cut = row, [], False
            head = table.header if table.repeats and row > 0 else 0
            left = self.room - sum(table.heights[:head])
            while row < table.rows and table.heights[row] <= left + 0.01:
                shares.append(table.heights[row])
                left -= table.heights[row]
                row += 1
            if row < table.rows and table.splits and row >= table.header:
                lines = max(len(c.lines) - begun.get(id(c), 0) for c in table.cells if c.row == row)
                fit = int((left - 2 * PAD) / lead)
                if fit >= 2 and lines > fit and not (shares and self.rng.random() < 0.2):
                    shares.append(left)
                    table.heights[row] = (lines - fit) * lead + 2 * PAD
                    cut = True
            if shares:
                self._piece(table, first, shares, begun, head, ends=not cut)
            if row < table.rows:
                self.turn()
        self.y -= 14

    def _piece(self, table: Table, first: int, shares: list[float], begun: dict[int, int], head: int, *, ends: bool) -> None:
        pen = Pen(self.canvas, table, (self.size[0] - sum(table.widths)) / 2, self.y, self.rng)
        if head:
            pen.header(head)
        pen.body(first, shares, begun, ends=ends)
        self.y = pen.bottom


def row_heights(table: Table, lead: float) -> list[float]:
    heights = [lead + 2 * PAD] * table.rows
    for cell in sorted(table.cells, key=lambda c: c.row_span):
        need = len(cell.lines) * lead + 2 * PAD
        rows = range(cell.row, cell.row + cell.row_span)
        short = need - sum(heights[r] for r in rows)
        if short > 0:
            heights[rows[-1]] += short
    return heights


def build(widths: list[float], rows: list[list[tuple[str, int, int]]], *, size: float = 9.0) -> Table:
    """A table from rows of (text, row_span, col_span); positions taken by merged cells above are skipped."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        c = 0
        for text, high, wide in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(high) for j in range(wide)}
            cells.append(Cell(r, c, high, wide, wrap(text, sum(widths[c : c + wide]) - 2 * PAD, size)))
            c += wide
    return Table(widths, len(rows), cells, size=size)


def form(rng: random.Random) -> Table:
    """A scored form: head with merged labels, money block, goals, indicators under labels of two levels, total."""
    widths = [46.0, 46.0, 62.0, 92.0, 62.0, 62.0, 36.0, 44.0]
    rows: list[list[tuple[str, int, int]]] = [
        [("项目名称", 1, 1), (label(rng, 8), 1, 7)],
        [("主管部门", 1, 1), (label(rng, 4), 1, 3), ("实施单位", 1, 1), (label(rng, 5), 1, 3)],
    ]
    money = ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
    rows.append(
        [
            ("项目资金（万元）", 5, 1),
            ("", 1, 2),
            ("年初预算数", 1, 1),
            ("全年预算数", 1, 1),
            ("全年执行数", 1, 1),
            ("分值", 1, 1),
            ("得分", 1, 1),
        ]
    )
    rows += [
        [(m, 1, 2), *((number(rng), 1, 1) for _ in range(3)), ("10" if i == 0 else "—", 1, 1), ("9.5" if i == 0 else "—", 1, 1)]
        for i, m in enumerate(money)
    ]
    rows.append([("年度总体目标", 2, 1), ("预期目标", 1, 4), ("实际完成情况", 1, 3)])
    rows.append([(sentence(rng, rng.randint(40, 260)), 1, 4), (sentence(rng, rng.randint(40, 220)), 1, 3)])
    rows.append(
        [("绩效指标", 0, 1), *((h, 1, 1) for h in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"))]
    )
    head = len(rows) - 1
    levels = [
        ("产出指标（50分）", ["数量指标", "质量指标", "时效指标", "成本指标"]),
        ("效益指标（30分）", ["经济效益指标", "社会效益指标", "生态效益指标"]),
        ("满意度指标（10分）", ["服务对象满意度指标"]),
    ]
    for one, twos in levels:
        counts = [rng.randint(1, 4) for _ in twos]
        for i, (two, count) in enumerate(zip(twos, counts, strict=True)):
            for j in range(count):
                values = [
                    (sentence(rng, rng.randint(6, 34)), 1, 1),
                    *((number(rng, "≥%"), 1, 1) for _ in range(2)),
                    ("5", 1, 1),
                    (number(rng, small=True), 1, 1),
                ]
                rows.append([*([(one, sum(counts), 1)] if i == j == 0 else []), *([(two, count, 1)] if j == 0 else []), *values])
    rows[head][0] = ("绩效指标", len(rows) - head, 1)
    rows.append([("总分", 1, 6), ("100", 1, 1), (number(rng, small=True), 1, 1)])
    return build(widths, rows)


def ledger(rng: random.Random) -> Table:
    """A plain table of figures with a header of one or two rows and a few merged body cells."""
    cols = rng.randint(3, 8)
    widths = [110.0, *[rng.choice([44.0, 52.0, 60.0, 48.0]) for _ in range(cols - 1)]]
    rows: list[list[tuple[str, int, int]]] = []
    if cols >= 5 and rng.random() < 0.6:
        rows.append([("项目", 2, 1), ("上年决算", 1, 2), ("本年数", 1, cols - 3)])
        rows.append([(h, 1, 1) for h in ["预算", "决算", *(f"第{i}季度" for i in range(1, cols - 2))]])
        header = 2
    else:
        rows.append([("Item" if rng.random() < 0.5 else "科目", 1, 1), *((f"{2020 + i}年", 1, 1) for i in range(cols - 1))])
        header = 1
    for _ in range(rng.randint(4, 50)):
        rows.append(
            [(label(rng, rng.randint(3, 16)), 1, 1), *((number(rng) if rng.random() < 0.85 else "", 1, 1) for _ in range(cols - 1))]
        )
    table = build(widths, rows)
    table.header = header
    return table


def prose_table(rng: random.Random) -> Table:
    """A few columns of long text: rows cut by the page end are cut in most of their cells."""
    cols = rng.randint(2, 4)
    widths = [455.0 / (cols + 0.4) * (1.0 if i else 0.4) for i in range(cols + 1)]
    rows: list[list[tuple[str, int, int]]] = [
        [("序号", 1, 1), *((h, 1, 1) for h in ("存在问题", "原因分析", "整改措施", "责任落实")[:cols])]
    ]
    for i in range(rng.randint(3, 9)):
        rows.append([(str(i + 1), 1, 1), *((sentence(rng, rng.randint(60, 240)), 1, 1) for _ in range(cols))])
    table = build(widths, rows)
    table.header = 1
    return table


def draw(seed: int) -> Drawn:
    """A document of several tables of all kinds with prose between, in many styles, cut wherever pages end."""
    rng = random.Random(seed)
    wide = rng.random() < 0.25
    page = Layout(rng, size=(842.0, 595.0) if wide else (595.0, 842.0), margin=rng.choice([56.0, 70.0, 85.0]))
    for i in range(rng.randint(3, 5)):
        if i and rng.random() < 0.3:
            page.turn()
        page.title(f"表{i + 1}　{label(rng, 9)}")
        table = rng.choice([form, form, ledger, prose_table])(rng)
        table.style = rng.choice(STYLES)
        table.splits, table.repeats, table.centred = rng.random() < 0.6, bool(table.header) and rng.random() < 0.5, rng.random() < 0.6
        table.late, table.disorder = rng.random() < 0.3, rng.random() < 0.2
        page.table(table)
        if rng.random() < 0.8:
            page.paragraph(sentence(rng, rng.randint(30, 300)) + "。")
    return page.finish()
