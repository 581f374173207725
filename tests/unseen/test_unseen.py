"""What is planted in dossiers of unknown kinds is found with both figures, and nothing else is called grave."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import extract
import normalize
import rules
from extract import Upload
from gouji.dossiers import group_dossiers
from model import Finding
from tests.unseen.collection import DOSSIERS
from tests.unseen.paper import Dossier, Planted

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
GRAVE = ("high", "medium")


@cache
def findings(name: str) -> tuple[Finding, ...]:
    dossier = next(d for d in DOSSIERS if d.name == name)
    with TemporaryDirectory() as folder:
        paths = sorted(dossier.write(Path(folder)))
        reports = [r for path in paths for r in normalize.normalize(extract.extract(Upload(name=path.name, data=path.read_bytes())))]
    return tuple(
        finding
        for group in group_dossiers(reports, {report.document_id: "one" for report in reports})
        for finding in rules.check(group).findings
    )


def figures(finding: Finding) -> set[Decimal]:
    said = " ".join(f"{evidence.value or ''} {evidence.source.quote}" for evidence in finding.evidence)
    return {Decimal(number.replace(",", "")) for number in NUMBER.findall(f"{said} {finding.message}")}


def tells(finding: Finding, planted: Planted) -> bool:
    wanted = {Decimal(figure.replace(",", "")) for figure in planted.figures}
    return finding.rule in planted.rules.split() and wanted <= figures(finding)


def strays(dossier: Dossier) -> list[Finding]:
    """Grave findings that nothing planted explains."""
    found = findings(dossier.name)
    known = {f.finding_id for f in found if any(tells(f, planted) for planted in dossier.planted)}
    return [f for f in found if f.severity in GRAVE and f.finding_id not in known and f.root not in known]


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_everything_planted_is_found_with_its_figures(dossier: Dossier) -> None:
    found = findings(dossier.name)
    assert [p for p in dossier.planted if p.missed is any(tells(f, p) for f in found)] == []


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_nothing_else_is_called_grave(dossier: Dossier) -> None:
    assert [(f.rule, f.severity.value, f.message) for f in strays(dossier)] == []


def test_three_of_four_planted_are_found() -> None:
    planted = [p for dossier in DOSSIERS for p in dossier.planted]
    assert sum(not p.missed for p in planted) >= 0.75 * len(planted) and len(planted) >= 30
