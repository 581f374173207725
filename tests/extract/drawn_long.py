"""Tables over many pages, with exact gold: labels over three pages and more, marks of continuation, two tables side by side, one inside a cell."""

from __future__ import annotations

import random
from collections.abc import Callable

from drawn import STYLES, Drawn, Layout, Table, build
from drawn_oddities import Rows, canvas, done, grid
from drawn_texts import label, number, sentence


def long_labels(seed: int) -> Drawn:
    """Labels of two levels; those of the first reach over three pages or more."""
    rng = random.Random(f"long{seed}")
    page = Layout(rng, margin=rng.choice([56.0, 70.0, 85.0]))
    page.paragraph(sentence(rng, rng.randint(60, 400)) + "。")
    rows: list[list[tuple[str, int, int]]] = [[(head, 1, 1) for head in ("类别", "分类", "事项", "计划", "完成")]]
    for _ in range(rng.randint(1, 3)):
        counts = [rng.randint(1, 40) for _ in range(rng.randint(2, 5))]
        while sum(counts) < 90:
            counts.append(rng.randint(5, 40))
        for i, count in enumerate(counts):
            for j in range(count):
                first = [(label(rng, rng.randint(3, 9)), sum(counts), 1)] if i == j == 0 else []
                second = [(label(rng, rng.randint(3, 8)), count, 1)] if j == 0 else []
                rows.append([*first, *second, (sentence(rng, rng.randint(5, 50)), 1, 1), (number(rng), 1, 1), (number(rng), 1, 1)])
    table = build([54.0, 64.0, 170.0, 70.0, 70.0], rows)
    table.header, table.style = 1, rng.choice(STYLES)
    table.splits, table.repeats, table.centred = rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.6
    table.late = rng.random() < 0.3
    page.table(table)
    page.paragraph(sentence(rng, 80) + "。")
    return page.finish()


def turned_pages(seed: int) -> Drawn:
    """A wide table on landscape pages between two on upright ones, each over page ends."""
    rng = random.Random(f"turned{seed}")
    page = Layout(rng, margin=56.0)
    for i in range(3):
        if i:
            page.turn()
        page.size = (842.0, 595.0) if i == 1 else (595.0, 842.0)
        page.canvas.setPageSize(page.size)
        page.y = page.size[1] - page.margin
        cols = 8 if i == 1 else 5
        rows: list[list[tuple[str, int, int]]] = [[(f"第{c}项" if c else "名称", 1, 1) for c in range(cols)]]
        rows += [
            [(label(rng, rng.randint(3, 20)), 1, 1), *((number(rng), 1, 1) for _ in range(cols - 1))] for _ in range(rng.randint(40, 70))
        ]
        table: Table = build([110.0, *[80.0] * (cols - 1)], rows)
        table.header, table.repeats, table.splits = 1, rng.random() < 0.5, rng.random() < 0.5
        page.table(table)
    return page.finish()


HEAD = ["指标", "目标", "实际"]
FOOT = 80.0


def _body(start: int, count: int, name: str = "任务") -> Rows:
    return [[f"第{i}项{name}", str(100 + i), str(90 + i)] for i in range(start, start + count)]


def marked(*above: str) -> Callable[[], tuple[bytes, list[Rows]]]:
    """A table that goes on under lines which say so and repeat what stood above the header."""

    def make() -> tuple[bytes, list[Rows]]:
        stream, page = canvas()
        page.drawCentredString(297, 790, "重点任务完成情况表")
        page.drawRightString(430, 360, "单位：万元")
        grid(page, [HEAD, *_body(1, 10)], 100, FOOT + 24 * 11)
        page.showPage()
        page.setFont("STSong-Light", 10)
        for i, line in enumerate(above):
            (page.drawRightString if line.startswith("单位") else page.drawString)(
                430 if line.startswith("单位") else 100, 800 - 16 * i, line
            )
        grid(page, [HEAD, *_body(11, 12)], 100, 800 - 16 * len(above))
        return done(stream, page), [[HEAD, *_body(1, 22)]]

    return make


def side_by_side() -> tuple[bytes, list[Rows]]:
    """Two tables beside each other that both go on overleaf."""
    stream, page = canvas()
    page.drawString(60, 780, "左表为计划任务，右表为临时任务。")
    grid(page, [HEAD, *_body(1, 10)], 50, FOOT + 24 * 11, 75)
    grid(page, [HEAD, *_body(1, 10, "临时")], 310, FOOT + 24 * 11, 75)
    page.showPage()
    page.setFont("STSong-Light", 10)
    grid(page, _body(11, 8), 50, 770, 75)
    grid(page, _body(11, 5, "临时"), 310, 770, 75)
    return done(stream, page), [[HEAD, *_body(1, 18)], [HEAD, *_body(1, 15, "临时")]]


def nested() -> tuple[bytes, list[Rows], Rows]:
    """A table inside a cell; both go on overleaf."""
    stream, page = canvas()
    page.drawString(100, 780, "本页先有一段文字，随后是表格。")
    for y in (330, 300, FOOT):
        page.line(100, y, 450, y)
    for x in (100, 190, 450):
        page.line(x, 330, x, FOOT)
    page.drawString(106, 312, "项目")
    page.drawString(196, 312, "道路养护明细如下")
    page.drawString(106, 200, "明细")
    grid(page, [["路段", "公里"], *[[f"第{i}段", str(i)] for i in range(1, 8)]], 205, 280, 110)
    page.showPage()
    page.setFont("STSong-Light", 10)
    for y in (770, 600, 570):
        page.line(100, y, 450, y)
    for x in (100, 190, 450):
        page.line(x, 770, x, 570)
    grid(page, [[f"第{i}段", str(i)] for i in range(8, 14)], 205, 760, 110)
    page.drawString(106, 582, "合计")
    page.drawString(196, 582, "十三段")
    inner = [["路段", "公里"], *[[f"第{i}段", str(i)] for i in range(1, 14)]]
    return (
        done(stream, page),
        [[["项目", "道路养护明细如下"], ["明细", "\n".join(" ".join(row) for row in inner)], ["合计", "十三段"]]],
        inner,
    )


CONTINUED: dict[str, Callable[[], tuple[bytes, list[Rows]]]] = {
    "mark": marked("续表1"),
    "mark with two numbers": marked("续表2-1"),
    "mark with the title": marked("续表：重点任务完成情况表"),
    "title marked in brackets": marked("重点任务完成情况表（续）"),
    "mark and unit": marked("续表", "单位：万元"),
    "unit": marked("单位：万元"),
    "title and unit": marked("重点任务完成情况表", "单位：万元"),
    "side by side": side_by_side,
}
