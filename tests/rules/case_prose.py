"""Prose of case sheets: paragraphs become passages and facts through the real normalizing functions."""

from __future__ import annotations

import msgspec

from model import Paragraph, Report
from normalize.facts import read_facts, read_goal_facts
from normalize.narrative import place


def read_prose(report: Report, text: str, *, first_block: int) -> Report:
    """The report with the passages and facts of `text`, one paragraph a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    paragraphs = [Paragraph(block=first_block + number, raw=line, text=line) for number, line in enumerate(lines)]
    told = msgspec.structs.replace(report, passages=tuple(place(paragraphs)))
    return msgspec.structs.replace(told, facts=read_facts(told))


def read_goals(report: Report) -> Report:
    """The report with the facts of its goal cells."""
    return msgspec.structs.replace(report, goal_facts=read_goal_facts(report))
