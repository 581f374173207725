"""A generator of difficult Word tables: the regions of the grid are drawn first, then written down in every way Word has, so the gold is exact."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from word_files import cell, para, run, table

Gold = tuple[int, int, int, int, str]
"""row, col, row_span, col_span, raw"""

_WORDS = [
    "产出指标",
    "质量指标",
    "时效指标",
    "满意度",
    "执行率",
    "≥95%",
    "≦20万元",
    "379",
    "1783.93",
    "100.00%",
    "二、",
    "（1）",
    "其中：",
    "一般公共预算：2121.23",
    "7×24",
    "无",
    "有所提升",
    "m²",
    "Ａ",
]


@dataclass(kw_only=True)
class Difficult:
    """One generated table: its XML and what must be read of it."""

    xml: str = ""
    rows: int = 0
    cols: int = 0
    cells: list[Gold] = field(default_factory=list)


@dataclass(kw_only=True)
class _Spot:
    """A region with its text as XML and as read."""

    row: int
    col: int
    rows: int
    cols: int
    xml: str
    raw: str


def difficult_table(seed: int, *, depth: int = 0) -> Difficult:
    """The table of that seed; nested tables at most two deep."""
    rng = random.Random(seed)
    rows, cols = rng.randint(1, 9), rng.randint(1, 7)
    left = [rng.choice((0, 0, 0, 0, 1, 2)) if cols > 3 else 0 for _ in range(rows)]
    right = [rng.choice((0, 0, 0, 0, 1)) if cols > 4 else 0 for _ in range(rows)]
    spots = list(_tile(rng, rows, cols, left, right, depth))
    made = Difficult(rows=rows, cols=cols, cells=[(s.row, s.col, s.rows, s.cols, s.raw) for s in spots])
    written = [_row(rng, spots, row, cols, left[row], right[row]) for row in range(rows)]
    for _ in range(rng.randint(0, 2)):
        written.insert(rng.randrange(len(written) + 1), _invisible_row(rng, cols))
    made.xml = table(*(_wrapped(rng, text) for text in _whole_rows_only(written)), columns=cols)
    return made


def _whole_rows_only(rows: list[str]) -> list[str]:
    return [row for row in rows if row]


def _tile(rng: random.Random, rows: int, cols: int, left: list[int], right: list[int], depth: int) -> Iterator[_Spot]:
    """Cover the grid with regions, row by row."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for col in range(left[row], cols - right[row]):
            if (row, col) in taken:
                continue
            wide = 1
            while wide < 4 and col + wide < cols - right[row] and (row, col + wide) not in taken and rng.random() < 0.35:
                wide += 1
            tall = 1
            while row + tall < rows and left[row + tall] <= col and col + wide <= cols - right[row + tall] and rng.random() < 0.3:
                tall += 1
            taken |= {(row + down, col + across) for down in range(tall) for across in range(wide)}
            xml, raw = _content(rng, depth)
            yield _Spot(row=row, col=col, rows=tall, cols=wide, xml=xml, raw=raw)


def _row(rng: random.Random, spots: list[_Spot], row: int, cols: int, left: int, right: int) -> str:
    properties = (f'<w:gridBefore w:val="{left}"/>' if left else "") + (
        f'<w:gridAfter w:val="{right}"/>' if right and rng.random() < 0.7 else ""
    )
    here = sorted((s for s in spots if s.row <= row < s.row + s.rows), key=lambda spot: spot.col)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(_cells(rng, spot, row) for spot in here)}</w:tr>"


def _cells(rng: random.Random, spot: _Spot, row: int) -> str:
    """The w:tc, or several with w:hMerge, that show a region in one row."""
    first = row == spot.row
    merge = ""
    if spot.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if first else rng.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
    content = spot.xml if first else para()
    if spot.cols > 1 and spot.rows == 1 and rng.random() < 0.25:
        head = f'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>{content}</w:tc>'
        return head + f"<w:tc><w:tcPr><w:hMerge/></w:tcPr>{para()}</w:tc>" * (spot.cols - 1)
    span = f'<w:gridSpan w:val="{spot.cols}"/>' if spot.cols > 1 or rng.random() < 0.1 else ""
    return _wrapped(rng, f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>")


def _invisible_row(rng: random.Random, cols: int) -> str:
    properties = rng.choice(('<w:del w:id="1" w:author="a"/>', "<w:hidden/>"))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cell('去掉的') * cols}</w:tr>"


def _wrapped(rng: random.Random, xml: str) -> str:
    """What content controls and custom XML do to rows, cells and runs alike."""
    how = rng.random()
    if how < 0.08:
        return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
    if how < 0.11:
        return f'<w:customXml w:element="x">{xml}</w:customXml>'
    if how < 0.13:
        return f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    return xml


def _content(rng: random.Random, depth: int) -> tuple[str, str]:
    """The inside of a cell, and how it reads."""
    xml, lines = "", []
    for _ in range(rng.choice((1, 1, 1, 1, 2, 3))):
        text_xml, text = _paragraph(rng)
        xml += _wrapped(rng, f"<w:p><w:pPr/>{text_xml}</w:p>")
        lines.append(text)
    if depth < 2 and rng.random() < 0.04:
        nested = difficult_table(rng.randrange(10**6), depth=depth + 1)
        if nested.cells:
            by_row: dict[int, list[str]] = {}
            for row, _, _, _, raw in nested.cells:
                by_row.setdefault(row, []).append(raw)
            xml += nested.xml + para()
            lines += ["\n".join("\t".join(cells) for cells in by_row.values()), ""]
    return xml, "\n".join(lines)


def _paragraph(rng: random.Random) -> tuple[str, str]:
    xml = text = ""
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        piece, read = _piece(rng, rng.choice(_WORDS))
        xml, text = xml + piece, text + read
    return xml, text


def _piece(rng: random.Random, word: str) -> tuple[str, str]:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> REF 书签 </w:instrText></w:r>'
    gone = f"<w:r><w:delText>{word}</w:delText></w:r>"
    ways = [
        (run(word), word),
        (run(word[:1]) + run(word[1:]), word),
        (f'<w:ins w:id="1" w:author="a">{run(word)}</w:ins>', word),
        (f'<w:del w:id="1" w:author="a">{gone}</w:del>', ""),
        (f"<w:moveFrom>{run(word)}</w:moveFrom><w:moveTo>{run(word)}</w:moveTo>", word),
        (run(word, "<w:vanish/>"), ""),
        (_wrapped(rng, run(word)), word),
        (f"<w:r><w:t>{word}</w:t><w:br/></w:r>", f"{word}\n"),
        (f"<w:r><w:tab/><w:t>{word}</w:t></w:r>", f"\t{word}"),
        (f'<w:hyperlink w:anchor="b">{run(word)}</w:hyperlink>', word),
        (mark.format("begin") + code + mark.format("separate") + run(word) + mark.format("end"), word),
        (f'<w:fldSimple w:instr=" X ">{run(word)}</w:fldSimple>', word),
        (f'<w:smartTag w:element="place">{run(word)}</w:smartTag>', word),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✔"),
        (run(f"  {word}　"), f"  {word}　"),
        ('<w:bookmarkStart w:id="0" w:name="b"/>' + run(word) + '<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>', word),
    ]
    return rng.choice(ways)
