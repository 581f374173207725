"""Lines joined to paragraphs: indents, line ends before the right margin, heading numbers and centred titles part them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import nan

from extract.page.lines import Line
from extract.page.pieces import PageContent
from model import Box

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[（(]\d{1,2}[）)]|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部分]|附\s*[件表录]\s*\d|注\s*[:：]|说明\s*[:：]|[●■□▪•➢✓◆※]|目\s*录)"
)
_ATTACHMENT = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,3}(?:\s*[-—–]\s*\d{1,2})?\s*[：:]?\s*$")
_ANNEX = re.compile(r"附\s*[件表录]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:：]?\s*")  # a line of its own over what is annexed
_SENTENCE_END = "。！？；：.!?;:”』」）)"
_LABEL = re.compile(r"[\u4e00-\u9fff（）()]{2,12}[:：]")
_WHOLE_TITLE = re.compile(r"(?:[表书单]|报告|方案|情况|说明|[局委办院厅部处]|中心|公司|政府|学校|[年月日]|\d)\s*[）)]?$")
_TITLE_END = re.compile(r"(?:[表书单告]|方案|情况|说明|总结)\s*[）)]?$")
_RAGGED = 18.0  # so much before the right margin a full line may end, in points
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@dataclass(slots=True)
class Passage:
    """A paragraph being put together."""

    lines: list[Line]
    centered: bool
    boxes: list[Box]

    @property
    def text(self) -> str:
        """The lines as one: Chinese joins directly, Latin words with a blank."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text = join_lines(text, line.text)
        return text


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the running text of pages of one size begins and ends."""

    left: float
    right: float
    middle: float
    """Middle of the page."""


def join_lines(text: str, more: str) -> str:
    """Two lines of one paragraph as one."""
    if not text or not more:
        return text + more
    end, start = text[-1], more[0]
    if _CJK.match(end) or _CJK.match(start):
        return text + more
    if end == "-" and len(text) > 1 and text[-2].isalpha() and start.islower():
        return text[:-1] + more  # a word divided at the line end
    if end in "-/" or (_IDEOGRAPH.search(text) and _number_goes_on(text, more)):
        return text + more
    return f"{text} {more}"


def _number_goes_on(text: str, more: str) -> bool:
    """Whether a line ends inside a number, which Chinese text sets without blanks: 满意1|89份, 1,2|60户, 98|.5%."""
    end, start = text[-1], more[0]
    if end.isdigit():
        return start.isdigit() or start == "%" or (start in ".," and more[1:2].isdigit())
    return end in ".," and start.isdigit() and text[-2:-1].isdigit()


Size = tuple[float, float, int]
"""Width and height of a page, and the column of the text."""


def measure_pages(pages: list[PageContent]) -> dict[Size, Measure]:
    """Margins of the running text by page size and column; where there is little text, those of the tables."""
    starts: defaultdict[Size, list[float]] = defaultdict(list)
    ends: defaultdict[Size, list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            size = (page.width, page.height, line.column)
            starts[size].append(line.x0)
            if line.x1 - line.x0 > (0.25 if line.column else 0.55) * page.width:
                ends[size].append(line.x1)
    for page in pages:
        size = (page.width, page.height, 0)
        if len(ends[size]) < 6 and not _in_the_middle(starts[size], ends[size], page.width):
            starts[size] += [table.xs[0] for table in page.tables]
            ends[size] += [table.xs[-1] for table in page.tables]
    measures = {}
    for size, lines in starts.items():
        if not lines:
            continue
        counted = Counter(round(start / 2) for start in lines)
        common = [start for start, count in counted.items() if count >= max(2, 0.08 * len(lines)) or len(lines) < 20]
        left = min(common or counted) * 2.0
        right = _right_margin(ends[size]) or max(size[0] / (2 if size[2] == 1 else 1) - left, left)
        measures[size] = Measure(left, right, nan if size[2] else size[0] / 2)
    return measures


def _in_the_middle(starts: list[float], ends: list[float], width: float) -> bool:
    """Whether few lines of text show both margins all the same: as far from the left as from the right side of the page."""
    return bool(ends) and abs(min(starts) - (width - max(ends))) < _RAGGED


def _right_margin(ends: list[float]) -> float | None:
    """Where long lines end: most of them together in justified text, the longest of ragged ones."""
    if not ends:
        return None
    common, count = Counter(round(end / 2) for end in ends).most_common(1)[0]
    return common * 2.0 if count >= 0.3 * len(ends) and count > 2 else sorted(ends)[int(0.92 * (len(ends) - 1) + 0.5)]


def begins_paragraph(passage: Passage, line: Line, measure: Measure, *, pitch: float) -> bool:
    """Whether `line` begins a new paragraph after `passage`; `pitch` is the usual distance between lines."""
    first, before = passage.lines[0], passage.lines[-1]
    page_end = before.page != line.page or before.column != line.column
    em = max(line.size, 6.0)
    if line.text[:1] == "附" and (_ATTACHMENT.match(line.text) or _ANNEX.fullmatch(line.text)):
        return True  # 附件2 alone on its line heads a report, whatever the page before ended with
    if before.text[:1] == "附" and _ANNEX.fullmatch(before.text):
        return True
    if line.standing or before.standing or line.page > before.page + 1 or abs(before.size - line.size) > 0.12 * em:
        return True
    if before.column != line.column and 0 in (before.column, line.column):
        return True
    if passage.centered or is_centered(line, measure):
        if not passage.centered and len(passage.lines) == 1 and not page_end and _title_fills(before, line, measure):
            return False
        return not (passage.centered and is_centered(line, measure) and not page_end and _title_wraps(before, line, measure))
    if not page_end and line.level - before.level > max(1.5 * pitch, pitch + 0.6 * em):
        return True
    indented = first.x0 - measure.left > 1.2 * em  # then a line at the margin goes on, whatever it begins with
    goes_on = indented and line.x0 - measure.left < 0.6 * em and not _HEADING.match(line.text)
    if not page_end and line.level < before.level:
        return line.x0 <= before.x1 and _short(before, line, measure, em)
    if line.text[:1].islower() and before.text[-1:] not in _SENTENCE_END:
        return False
    if _short(before, line, measure, 1.5 * em if goes_on else em):
        return True
    ended = before.text[-1:] in _SENTENCE_END
    if line.x0 - measure.left > 1.2 * em:
        return line.x0 - before.x0 > 0.8 * em or ended or bool(_HEADING.match(line.text))
    if ended and _HEADING.match(line.text):
        return not indented or line.x0 - measure.left > 0.6 * em
    return not indented and ended and bool(_LABEL.match(line.text))


def _title_wraps(before: Line, line: Line, measure: Measure) -> bool:
    """Two centred lines of one title: the first is the longer, and either nearly full or no title by itself."""
    wide = before.x1 - before.x0
    if line.level - before.level > 2.2 * line.size or wide <= line.x1 - line.x0:
        return False
    return wide > 0.6 * (measure.right - measure.left) or (line.size >= 14 and not _WHOLE_TITLE.search(before.text))


def _title_fills(before: Line, line: Line, measure: Measure) -> bool:
    """A centred line ends a title whose first line fills the page from margin to margin; running text would begin indented."""
    if line.level - before.level > 2.2 * line.size or line.size < 14 or not _TITLE_END.search(line.text):
        return False
    if before.text[-1:] in _SENTENCE_END or _WHOLE_TITLE.search(before.text) or _HEADING.match(before.text):
        return False
    return before.start - measure.left < 0.6 * line.size and measure.right - before.x1 < 2.2 * line.size


def _short(before: Line, line: Line, measure: Measure, em: float) -> bool:
    """The line ends so early that what follows would still have had room."""
    room = measure.right - before.x1
    return room > max(1.6 * em, line.lead + 0.3 * em)


def is_centered(line: Line, measure: Measure) -> bool:
    """In the middle between the margins, and clear of both."""
    left, right = line.start - measure.left, measure.right - line.x1
    if left < 2.2 * line.size or right < 2.2 * line.size:
        return False
    return abs(left - right) < max(6.0, 0.12 * (left + right)) or abs((line.x0 + line.x1) / 2 - measure.middle) < 3


def usual_pitch(pages: list[PageContent]) -> dict[int, float]:
    """Usual distance between lines, by font size rounded to points."""
    steps: defaultdict[int, list[float]] = defaultdict(list)
    for page in pages:
        for before, line in zip(page.lines, page.lines[1:], strict=False):
            step = line.level - before.level
            if 0.8 * line.size < step < 3 * line.size and abs(before.size - line.size) < 0.5:
                steps[round(line.size)].append(step)
    return {size: sorted(values)[len(values) // 2] for size, values in steps.items()}
