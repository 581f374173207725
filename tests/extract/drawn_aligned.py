"""What stands in line and is no table: indexes, contents, letters, signatures, addresses, lists, and pages between a rule at the head and one at the foot."""

from __future__ import annotations

import random
from collections.abc import Callable

from drawn import Layout
from drawn_sheets import PROSE, Drawing, done, page, prose
from drawn_texts import label, sentence
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
_NAMES = [
    "Adams",
    "Baker",
    "Clark",
    "Davis",
    "Evans",
    "Foster",
    "Green",
    "Harris",
    "Irwin",
    "Jones",
    "Keller",
    "Lewis",
    "Moore",
    "Nolan",
    "Owens",
    "Parker",
    "Quinn",
    "Reed",
    "Stone",
    "Turner",
]


def _index_entries(rng: random.Random, count: int) -> list[str]:
    words = PROSE.replace(".", "").replace(",", "").split()
    return [f"{rng.choice(words)} {rng.choice(words)}, {rng.randint(1, 90)}, {rng.randint(91, 300)}" for _ in range(count)]


def _ruled_page(canvas: Canvas) -> None:
    """A running head over a rule and a footer under one."""
    canvas.drawString(60, 805, "Annual report")
    canvas.drawRightString(535, 805, "Chapter 3")
    canvas.line(60, 800, 535, 800)
    canvas.line(60, 60, 535, 60)
    canvas.drawCentredString(297, 48, "17")


def index_in_two_columns(rng: random.Random, *, ruled: bool = False, columns: int = 2) -> Drawing:
    stream, canvas = page()
    if ruled:
        _ruled_page(canvas)
    wide = 475 / columns
    for col in range(columns):
        for i, entry in enumerate(sorted(_index_entries(rng, 40))):
            canvas.drawString(60 + wide * col, 780 - 15 * i, entry[: int(wide / 6)])
    return done(stream, canvas)


def index_row_by_row(rng: random.Random) -> Drawing:
    """The file writes the entries of both columns line by line."""
    stream, canvas = page()
    entries = sorted(_index_entries(rng, 80))
    for i in range(40):
        canvas.drawString(60, 780 - 15 * i, entries[i])
        canvas.drawString(310, 780 - 15 * i, entries[40 + i])
    return done(stream, canvas)


def contents(rng: random.Random, *, dots: bool, ruled: bool, numbered: bool, chinese: bool) -> Drawing:
    stream, canvas = page()
    if ruled:
        _ruled_page(canvas)
    font = SONG if chinese else "Helvetica"
    number = 1
    for i in range(rng.randint(8, 20)):
        canvas.setFont(font, 10)
        number += rng.randint(1, 9)
        words = label(rng, rng.randint(4, 14)) if chinese else " ".join(PROSE.split()[3 * i : 3 * i + rng.randint(2, 5)])
        y = 760 - 18 * i
        if numbered:
            canvas.drawString(60, y, f"{i // 4 + 1}.{i % 4 + 1}")
        canvas.drawString(95, y, words + (" " + "." * 70 if dots else ""))
        canvas.drawRightString(535, y, str(number))
    return done(stream, canvas)


def letter(rng: random.Random, *, ruled: bool) -> Drawing:
    """Sender at the right, addressee at the left, references side by side, prose, two signatures."""
    stream, canvas = page()
    for i, words in enumerate(("Office of Works", "12 Market Street", "Tel. 555-0142", "Fax 555-0143")):
        canvas.drawString(400, 790 - 12 * i, words)
    for i, words in enumerate(("Mr J. Parker", "Mill Lane 4", "Oldtown")):
        canvas.drawString(60, 740 - 12 * i, words)
    if ruled:
        canvas.line(60, 700, 535, 700)
        canvas.line(60, 668, 535, 668)
    for i, words in enumerate(("Your ref.", "Our ref.", "Date")):
        canvas.drawString(60 + 160 * i, 688, words)
        canvas.drawString(60 + 160 * i, 675, ("AB/12", "W 4711", "3 May 2024")[i])
    y = prose(canvas, 60, 650, 475, times=rng.randint(2, 3))
    for i in range(2):
        canvas.line(60 + 260 * i, y - 60, 230 + 260 * i, y - 60)
        canvas.drawString(60 + 260 * i, y - 72, ("J. Keller", "M. Stone")[i])
        canvas.drawString(60 + 260 * i, y - 84, ("Director", "Treasurer")[i])
        canvas.drawString(60 + 260 * i, y - 96, ("3 May 2024", "4 May 2024")[i])
    return done(stream, canvas)


def signatures(rng: random.Random) -> Drawing:
    """The foot of a Chinese report: who is responsible, by whom written, when."""
    layout = Layout(rng)
    for _ in range(3):
        layout.paragraph(sentence(rng, rng.randint(60, 200)) + "。")
    layout.y -= 30
    layout.canvas.setFont(SONG, 12)
    rows = [("单位负责人：", label(rng, 3), "填报人：", label(rng, 2)), ("联系电话：", "0731-5550142", "填报日期：", "2024年5月3日")]
    for row in rows * rng.choice([1, 2]):
        for x, words in zip((70, 150, 330, 410), row, strict=True):
            layout.canvas.drawString(x, layout.y, words)
        layout.y -= 24
    return layout.finish().data, []


def contracting_parties(rng: random.Random) -> Drawing:
    layout = Layout(rng)
    layout.paragraph(sentence(rng, 150) + "。")
    layout.y -= 20
    layout.canvas.setFont(SONG, 12)
    for words in ("（盖章）", "法定代表人：", "地址：", "开户银行：", "签订日期：    年  月  日"):
        layout.canvas.drawString(70, layout.y, "甲方" + words)
        layout.canvas.drawString(320, layout.y, "乙方" + words)
        layout.y -= 26
    return layout.finish().data, []


def addresses(rng: random.Random) -> Drawing:
    """Labels in three columns."""
    stream, canvas = page()
    for i in range(9):
        for j in range(3):
            x, y = 60 + 165 * j, 780 - 80 * i
            for k, words in enumerate(
                (rng.choice(_NAMES), f"{rng.choice(_NAMES)} Road {rng.randint(1, 99)}", f"{rng.randint(10000, 99999)} Oldtown")
            ):
                canvas.drawString(x, y - 12 * k, words)
    return done(stream, canvas)


def definitions(rng: random.Random) -> Drawing:
    """Terms at the left, what they mean at the right, over several lines."""
    stream, canvas = page()
    y = 780.0
    for name in rng.sample(_NAMES, 8):
        canvas.drawString(60, y - 11.7, name)
        y = prose(canvas, 170, y, 365, size=9) - 8
        if y < 120:
            break
    return done(stream, canvas)


def prose_between_rules(rng: random.Random, *, columns: int) -> Drawing:
    """A page between a rule at its head and one at its foot."""
    stream, canvas = page()
    _ruled_page(canvas)
    wide = (475 - 24 * (columns - 1)) / columns
    for col in range(columns):
        prose(canvas, 60 + (wide + 24) * col, 790, wide, times=rng.randint(3, 4))
    return done(stream, canvas)


def numbered_list_between_rules(rng: random.Random) -> Drawing:
    stream, canvas = page()
    _ruled_page(canvas)
    y = 780.0
    for i in range(rng.randint(6, 10)):
        canvas.drawString(60, y - 11.7, f"({i + 1})")
        y = prose(canvas, 90, y, 445) - 6
        if y < 120:
            break
    return done(stream, canvas)


def equations(rng: random.Random) -> Drawing:
    """Equations in the middle, their numbers at the right."""
    stream, canvas = page()
    y = 780.0
    for i in range(6):
        y = prose(canvas, 60, y, 475) - 22
        canvas.drawCentredString(297, y, f"a{i} = b + {rng.randint(2, 9)} c - d / {rng.randint(2, 9)}")
        canvas.drawRightString(535, y, f"({i + 1})")
        y -= 8
    return done(stream, canvas)


def chinese_heads_with_dates(rng: random.Random) -> Drawing:
    """News: a heading at the left and a date at the right of each line."""
    layout = Layout(rng)
    layout.canvas.setFont(SONG, 10.5)
    for _ in range(rng.randint(6, 14)):
        layout.canvas.drawString(70, layout.y, label(rng, rng.randint(8, 24)))
        layout.canvas.drawRightString(525, layout.y, f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
        layout.y -= 20
    return layout.finish().data, []


ALIGNED: dict[str, Callable[[random.Random], Drawing]] = {
    "index in two columns": index_in_two_columns,
    "index in two columns between rules": lambda rng: index_in_two_columns(rng, ruled=True),
    "index in three columns between rules": lambda rng: index_in_two_columns(rng, ruled=True, columns=3),
    "index row by row": index_row_by_row,
    "contents with dots": lambda rng: contents(rng, dots=True, ruled=False, numbered=False, chinese=False),
    "numbered contents between rules": lambda rng: contents(rng, dots=False, ruled=True, numbered=True, chinese=False),
    "numbered contents": lambda rng: contents(rng, dots=False, ruled=False, numbered=True, chinese=False),
    "Chinese contents": lambda rng: contents(rng, dots=False, ruled=False, numbered=False, chinese=True),
    "Chinese contents with dots between rules": lambda rng: contents(rng, dots=True, ruled=True, numbered=True, chinese=True),
    "letter": lambda rng: letter(rng, ruled=False),
    "letter with rules": lambda rng: letter(rng, ruled=True),
    "signatures": signatures,
    "contracting parties": contracting_parties,
    "addresses": addresses,
    "definitions": definitions,
    "prose between rules": lambda rng: prose_between_rules(rng, columns=1),
    "two columns of prose between rules": lambda rng: prose_between_rules(rng, columns=2),
    "three columns of prose between rules": lambda rng: prose_between_rules(rng, columns=3),
    "numbered list between rules": numbered_list_between_rules,
    "equations": equations,
    "headings with dates": chinese_heads_with_dates,
}
