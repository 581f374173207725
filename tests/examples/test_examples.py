"""The example dossiers: every planted contradiction is reported with its figures, the consistent department is left in peace."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import extract
import normalize
import rules
from extract import Upload
from gouji.dossiers import group_dossiers
from model import Finding, Report

ROOT = Path(__file__).parents[2]
CONTENT = {path.stem: tomllib.loads(path.read_text(encoding="utf8")) for path in (ROOT / "tools" / "content").glob("*.toml")}


def reports_in(*paths: Path) -> list[Report]:
    found: list[Report] = []
    for path in sorted(paths):
        found += normalize.normalize(extract.extract(Upload(name=path.name, data=path.read_bytes())))
    return found


def findings_in(*paths: Path) -> list[Finding]:
    reports = reports_in(*paths)
    folders = {report.document_id: "one" for report in reports}
    (dossier,) = group_dossiers(reports, folders)
    return list(rules.check(dossier).findings)


def figures(finding: Finding) -> set[Decimal]:
    said = " ".join(f"{evidence.value or ''} {evidence.source.quote}" for evidence in finding.evidence)
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", f"{said} {finding.message}")}


WATER = CONTENT["linxi"]
WATER_DOCX = ROOT / "examples" / f"{WATER['file']}.docx"
ARCHIVE = sorted((ROOT / "examples" / CONTENT["yunqi"]["file"]).iterdir())


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("planted", WATER["planted"], ids=lambda planted: planted["rule"])
def test_every_planted_contradiction_is_reported_with_its_figures(planted: dict[str, object], suffix: str) -> None:
    numbers = {Decimal(str(number)) for number in planted["numbers"]}  # type: ignore[attr-defined]
    family = str(planted["rule"])[0]
    found = [
        f for f in findings_in(WATER_DOCX.with_suffix(suffix)) if f.rule == planted["rule"] or (f.rule[0] in "CDE" and family in "CDE")
    ]
    assert any(numbers <= figures(finding) for finding in found), planted["note"]


def test_word_and_pdf_of_the_same_dossier_give_the_same_findings() -> None:
    as_word, as_pdf = (findings_in(WATER_DOCX.with_suffix(suffix)) for suffix in (".docx", ".pdf"))
    assert {(f.finding_id, f.severity, f.message) for f in as_word} == {(f.finding_id, f.severity, f.message) for f in as_pdf}


def test_both_copies_together_give_no_more_than_one() -> None:
    once = {f.finding_id for f in findings_in(WATER_DOCX)}
    assert {f.finding_id for f in findings_in(WATER_DOCX, WATER_DOCX.with_suffix(".pdf"))} == once


def test_the_consistent_department_is_left_in_peace() -> None:
    loud = [f for f in findings_in(*ARCHIVE) if f.severity in ("high", "medium")]
    assert [(f.rule, f.message) for f in loud] == []


def test_the_reports_of_separate_files_are_one_dossier() -> None:
    reports = reports_in(*ARCHIVE)
    (dossier,) = group_dossiers(reports, {report.document_id: "one" for report in reports})
    assert dossier.department == CONTENT["yunqi"]["department"]
    assert [r.kind for r in dossier.reports] == [
        "basic_data",
        "overall_self_eval",
        "project_self_eval",
        "project_self_eval",
        "overall_narrative",
        "project_narrative",
        "project_narrative",
    ]
