"""Every text of a report with its place: paragraphs and cells."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Evidence, Report, Source
from rules.memo import remembered
from rules.wording import name_of

AROUND = 14
"""Characters on each side of a word in its quote."""


class Text(msgspec.Struct, frozen=True, eq=False):
    """One paragraph or cell."""

    report: Report
    text: str
    place: str
    """Report and section in Chinese."""
    source: Source

    def at(self, start: int, end: int, label: str, *, around: int = AROUND) -> Evidence:
        """The words at a span as evidence, quoted with what stands around them."""
        quote = self.text[max(0, start - around) : end + around].replace("\n", "")
        source = msgspec.structs.replace(self.source, start=start, end=end, quote=quote)
        return Evidence(label=f"{self.place}{label}", source=source)


@remembered
def texts(report: Report) -> tuple[Text, ...]:
    """Paragraphs in reading order, then the cells of the tables; empty ones are left out."""
    return tuple(_paragraphs(report)) + tuple(_cells(report))


def _paragraphs(report: Report) -> Iterator[Text]:
    for passage in report.passages:
        paragraph = passage.paragraph
        text = paragraph.text or paragraph.raw
        if text:
            place = f"{name_of(report)}“{passage.section}”部分" if passage.section else name_of(report)
            source = Source(document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page)
            yield Text(report, text, place, source)


def _cells(report: Report) -> Iterator[Text]:
    for table in report.tables:
        for cell in table.cells:
            text = cell.text or cell.raw
            if text:
                source = Source(
                    document_id=report.document_id, report_id=report.report_id, block=table.block, page=cell.page or table.page,
                    table=table.number, row=cell.row, col=cell.col, box=cell.box,
                )  # fmt: skip
                yield Text(report, text, f"{name_of(report)}表格", source)
