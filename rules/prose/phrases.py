"""Sentences and clauses of the narratives with their place, for rules that look at words, not at numbers."""

from __future__ import annotations

import re

import msgspec

from model import Dossier, Evidence, Passage, Report, Source
from rules.memo import remembered
from rules.naming.projects import narratives
from rules.wording import name_of

_STOP = re.compile(r"[^。；;！？\n]+[。；;！？]?")


class Phrase(msgspec.Struct, frozen=True):
    """One sentence of a narrative; 。 and ； end it."""

    report: Report
    passage: Passage
    start: int
    text: str

    @property
    def titles(self) -> str:
        """The headings above it."""
        return "".join(title for title in self.passage.titles if title)

    @property
    def place(self) -> str:
        """《整体支出绩效自评报告》“三/（7）”处."""
        section = self.passage.section
        return f"{name_of(self.report)}“{section}”处" if section else f"{name_of(self.report)}正文"

    def evidence(
        self, found: re.Match[str] | None = None, *, label: str = "", value: str | None = None, unit: str | None = None
    ) -> Evidence:
        """The sentence, or the clause around what was found in it, as a side of a contradiction."""
        start, end = clause_around(self.text, found) if found else (0, len(self.text))
        paragraph = self.passage.paragraph
        source = Source(
            document_id=self.report.document_id,
            report_id=self.report.report_id,
            block=paragraph.block,
            page=paragraph.page,
            box=paragraph.box,
            start=self.start + start,
            end=self.start + end,
            quote=self.text[start:end].strip(),
        )
        return Evidence(label=label or self.place, value=value, unit=unit, source=source)


@remembered
def phrases(dossier: Dossier) -> tuple[Phrase, ...]:
    """Every sentence of every narrative, in reading order."""
    return tuple(phrase for report in narratives(dossier) for phrase in phrases_of(report))


@remembered
def phrases_of(report: Report) -> tuple[Phrase, ...]:
    """The sentences of one narrative."""
    found: list[Phrase] = []
    for passage in report.passages:
        text = passage.paragraph.text or passage.paragraph.raw
        found.extend(Phrase(report=report, passage=passage, start=part.start(), text=part.group()) for part in _STOP.finditer(text))
    return tuple(found)


@remembered
def text_of_report(report: Report) -> str:
    """All prose of a narrative."""
    return "\n".join(passage.paragraph.text or passage.paragraph.raw for passage in report.passages)


def clause_around(text: str, found: re.Match[str]) -> tuple[int, int]:
    """From the comma before what was found to the comma after it."""
    start = max(text.rfind(mark, 0, found.start()) for mark in "，,：:") + 1
    ends = [at for mark in "，,。；;" if (at := text.find(mark, found.end())) >= 0]
    return start, min(ends, default=len(text))
