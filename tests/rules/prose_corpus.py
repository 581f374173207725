"""Prose written for these tests: consistent reports of many departments, and wrong digits put into them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import case_prose

from model import Dossier, Report

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))

Section = tuple[str, str | None, str]
"""Kind of report, project, text."""


@cache
def sections(name: str) -> tuple[Section, ...]:
    """The reports of one file: each begins with a line `@kind|project`."""
    found: list[Section] = []
    for part in re.split(r"(?m)^@", (CORPUS / f"{name}.txt").read_text(encoding="utf-8"))[1:]:
        head, _, text = part.partition("\n")
        kind, _, project = head.partition("|")
        found.append((kind, project or None, text))
    return tuple(found)


@cache
def report_of(section: Section, number: int) -> Report:
    """One section read by the normalizing functions."""
    kind, project, text = section
    bare = Report(
        report_id=f"c-{number:02d}",
        document_id="c",
        position=number,
        kind=kind,
        project=project,
        department="临江县某局",
        year=2024,  # type: ignore[arg-type]
    )
    return case_prose.read_prose(bare, text, first_block=1)


def dossier_of(parts: tuple[Section, ...]) -> Dossier:
    """The reports as one dossier."""
    return Dossier(department="临江县某局", year=2024, reports=tuple(report_of(part, number) for number, part in enumerate(parts)))


def changed(parts: tuple[Section, ...], number: int, block: int, start: int, end: int, words: str) -> tuple[Section, ...]:
    """The sections with other words at a span of one paragraph; blocks count from 1."""
    kind, project, text = parts[number]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = lines[block - 1]
    lines[block - 1] = line[:start] + words + line[end:]
    return (*parts[:number], (kind, project, "\n".join(lines)), *parts[number + 1 :])


def wrong_digit(raw: str) -> str:
    """The printed number with its second digit (the only one, if there is one) made another."""
    places = [place for place, char in enumerate(raw) if char.isdigit()]
    place = places[1] if len(places) > 1 and raw[places[1] - 1] != "." else places[0]
    return raw[:place] + str((int(raw[place]) + 3) % 9 + 1) + raw[place + 1 :]
