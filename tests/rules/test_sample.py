"""The real dossier beside the checkout, when it is there: what must be found, what must not, and what it costs."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rules
from extract import Upload, extract
from model import Dossier, Outcome, Report
from normalize import normalize

SHARED = Path(__file__).parents[2].parent / "shared" / "reports"
GOLD = SHARED / "miluo-2024-findings.json"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the sample is not beside the checkout")
KEYS = ["T1", "T2", "T3a", "T3b", "T3c", "T3d", "N0", "N1", "N2", "N3", "N4"]


@cache
def read(name: str) -> tuple[Report, ...]:
    return normalize(extract(Upload(name=name, data=(SHARED / name).read_bytes())))


def dossier(*names: str) -> Dossier:
    reports = tuple(report for name in names for report in read(name))
    return Dossier(department=reports[0].department or "", year=reports[0].year, reports=reports)


@cache
def checked(*names: str) -> Outcome:
    return rules.check(dossier(*names))


def squeeze(text: object) -> str:
    return "".join(str(text or "").split())


def holds(value: dict[str, Any], outcome: Outcome, finding_id: str) -> bool:
    """Whether a finding's evidence stands in the report of a gold value and carries its number or its words."""
    place = {r.report_id: KEYS[number] for number, r in enumerate(read("miluo-2024.docx"))}
    finding = next(f for f in outcome.findings if f.finding_id == finding_id)
    for evidence in finding.evidence:
        quote = squeeze(evidence.source.quote)
        if place.get(evidence.source.report_id or "") != value["report_key"]:
            continue
        wanted = squeeze(value["quote"])
        if value["value"] is None and (wanted in quote or quote in wanted):
            return True
        if value["value"] is not None and squeeze(value["value"]) in squeeze(evidence.value) + quote:
            return True
    return False


def test_every_grave_contradiction_is_found_with_its_evidence() -> None:
    outcome = checked("miluo-2024.docx")
    for positive in json.loads(GOLD.read_text(encoding="utf-8"))["positives"]:
        if positive["severity"] != "高":
            continue
        need = min(2, len({(v["value"], squeeze(v["quote"])) for v in positive["values"]}))
        best = max((sum(holds(v, outcome, f.finding_id) for v in positive["values"]) for f in outcome.findings), default=0)
        assert best >= need, positive["description_zh"]


def test_the_default_view_shows_about_ten_grave_findings() -> None:
    shown = [f for f in checked("miluo-2024.docx").findings if f.severity == "high" and f.root is None]
    assert 5 <= len(shown) <= 12, [f.message for f in shown]


def test_word_and_pdf_give_the_same_findings() -> None:
    word = {(f.finding_id, f.severity, f.fingerprint, f.root) for f in checked("miluo-2024.docx").findings}
    for name in ("miluo-2024.pdf", "miluo-2024-split.docx", "miluo-2024-hard.pdf"):
        assert {(f.finding_id, f.severity, f.fingerprint, f.root) for f in checked(name).findings} == word, name


def test_word_and_pdf_in_one_dossier_are_checked_once() -> None:
    both = checked("miluo-2024.docx", "miluo-2024.pdf")
    assert {f.finding_id for f in both.findings} == {f.finding_id for f in checked("miluo-2024.docx").findings}


def test_checking_is_cheap() -> None:
    subject = dossier("miluo-2024.docx")
    rules.check(subject)
    begun = time.process_time()
    rules.check(subject)
    assert time.process_time() - begun < 0.3
