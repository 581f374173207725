"""Why an indicator fell short, wherever a form says so: its own column, another column of its row, a note, or a line for the whole form."""

from __future__ import annotations

import re
from collections import defaultdict

from model import Cell, Dossier, Indicator, Report
from rules.memo import remembered
from rules.naming.projects import narrative_of
from rules.wording import fold

COLUMN = re.compile(r"偏差|偏离|原因|改进措施|说明|备注|扣分")
"""What the heading of a column for reasons says."""
_OTHER_COLUMN = re.compile(r"标准|办法|公式|来源|材料|依据|解释|方法|口径|评分|计分")
_STATE = re.compile(
    r"(?:已|未|部分|基本|全部|超额|按期|按时|如期)*(?:完成|达标|达成|实现|达到)(?:目标|情况)?|[是否优良中差有无]|优秀|良好|合格|不合格|无偏差|没有偏差"
)
_REASON = re.compile(r"因|由于|主要是|受[^，。]{2,12}影响|未达|未完成|未能|偏[低高慢少]|滞后|延[期迟后]|推迟|跨年|不足|待|尚未")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 4
"""Characters a reason has at least."""
_LABEL = 25
_STOP = re.compile(r"[，。；;]")


def explanation_of(report: Report, indicator: Indicator) -> str:
    """What the form says about why the indicator fell short; empty when it says nothing."""
    own = fold(indicator.deviation or "").strip("无/-—")
    return own or _in_row(report, indicator) or _in_notes(report, indicator) or _for_all(report)


def explained_in_prose(dossier: Dossier, report: Report, indicator: Indicator) -> bool:
    """Whether a sentence of the form's narrative gives the indicator's result, and why it is what it is."""
    value = indicator.actual.value
    shown = f"{value.normalize():f}" if value is not None else fold(indicator.level3)
    for narrative in narrative_of(dossier, report):
        for passage in narrative.passages:
            for sentence in re.split(r"[。；;]", (passage.paragraph.text or passage.paragraph.raw).replace(",", "")):
                if re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d.])", sentence) and _REASON.search(sentence):
                    return True
    return False


def asks_for_reasons(report: Report) -> bool:
    """Whether the form has a column for reasons: something stands in it, or a heading right of the scores says so."""
    if any(i.deviation for i in report.indicators):
        return True
    scores = [i.score.source for i in report.indicators if i.score is not None]
    if not scores:
        return False
    right, first = max(source.col or 0 for source in scores), min(i.row for i in report.indicators)
    tables = {i.table for i in report.indicators}
    return any(
        _is_heading(text := cell.text or cell.raw) and COLUMN.search(fold(text)) is not None
        for table in report.tables
        if table.number in tables
        for cell in table.cells
        if first - 3 <= cell.row < first and cell.col >= right
    )


def _in_row(report: Report, indicator: Indicator) -> str:
    """Words right of the score, in a column that is not about how points are given."""
    behind = max((q.source.col or 0 for q in (indicator.actual, indicator.weight, indicator.score) if q is not None), default=0)
    for cell in _rows(report).get((indicator.table, indicator.row), ()):
        text = fold(cell.text or cell.raw)
        if cell.col > behind and len(_WORDS.findall(text)) >= _FEWEST and _STATE.fullmatch(text) is None:
            heading = _heading(report, indicator, cell)
            if _OTHER_COLUMN.search(heading) is None or COLUMN.search(heading) is not None:
                return text
    return ""


def _in_notes(report: Report, indicator: Indicator) -> str:
    """A sentence of the form's notes, or of a line of it, that names the indicator and says why."""
    name = fold(indicator.level3)
    texts = [p.paragraph.text or p.paragraph.raw for p in report.passages] + [field.value for field in report.fields]
    sentences = (fold(sentence) for text in texts for sentence in re.split(r"[。；;\n]", text))
    return next((s for s in sentences if len(name) > 2 and name in s and _REASON.search(s.replace(name, "")) is not None), "")


def _for_all(report: Report) -> str:
    """A line of the form for the reasons of everything that fell short."""
    lines = (field for field in report.fields if re.search(r"偏差|偏离|扣分|未完成|未达", field.label))
    return next((fold(field.value) for field in lines if len(_WORDS.findall(field.value)) >= _FEWEST), "")


@remembered
def _rows(report: Report) -> dict[tuple[int, int], list[Cell]]:
    """The cells over every row of the tables that hold indicators."""
    wanted = {i.table for i in report.indicators}
    found: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for table in report.tables:
        if table.number in wanted:
            for cell in table.cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    found[table.number or 0, row].append(cell)
    return found


def _heading(report: Report, indicator: Indicator, cell: Cell) -> str:
    """The short text nearest above the first indicator in the cell's column."""
    first = min(i.row for i in report.indicators if i.table == indicator.table)
    for row in range(first - 1, max(-1, first - 4), -1):
        for above in _rows(report).get((indicator.table, row), ()):
            if above.col <= cell.col < above.col + above.col_span:
                text = above.text or above.raw
                return fold(text) if _is_heading(text) else ""
    return ""


def _is_heading(text: str) -> bool:
    return len(text) <= _LABEL and _STOP.search(text) is None
