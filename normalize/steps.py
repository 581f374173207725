"""THE ORDER of normalizing: from a document as read to its reports as understood."""

from __future__ import annotations

from msgspec.structs import replace

from model import Document, Report
from normalize.clean import clean_text
from normalize.context import fill_context
from normalize.facts import read_facts, read_goal_facts
from normalize.joins import glue_tables
from normalize.projects import name_projects
from normalize.reports import build_report
from normalize.segments import divide

DOCUMENT_STEPS = (clean_text, glue_tables)
"""Document to Document."""
REPORT_STEPS = (fill_context, name_projects)
"""All reports of a document together; `name_projects` is run again over a dossier that comes as several files."""


def normalize(document: Document) -> tuple[Report, ...]:
    """The reports a document holds, in reading order. What could not be placed is in their `problems`, never silence."""
    for step in DOCUMENT_STEPS:
        document = step(document)
    reports = tuple(build_report(document, segment, position) for position, segment in enumerate(divide(document)))
    for combine in REPORT_STEPS:
        reports = combine(reports)
    return tuple(replace(report, facts=read_facts(report), goal_facts=read_goal_facts(report)) for report in reports)
