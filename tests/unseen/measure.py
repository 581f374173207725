"""What the chain finds in a dossier, and how that compares with what is planted in it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import extract
import normalize
import rules
from extract import Upload
from gouji.dossiers import group_dossiers
from model import Finding
from tests.unseen.paper import Dossier, Planted

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
GRAVE = ("high", "medium")

_KEPT: dict[str, tuple[Finding, ...]] = {}


def findings(dossier: Dossier) -> tuple[Finding, ...]:
    """Every finding of the dossier's files, read once a run (dossier names are unique)."""
    if dossier.name not in _KEPT:
        _KEPT[dossier.name] = _check(dossier)
    return _KEPT[dossier.name]


def _check(dossier: Dossier) -> tuple[Finding, ...]:
    with TemporaryDirectory() as folder:
        paths = sorted(dossier.write(Path(folder)))
        reports = [r for path in paths for r in normalize.normalize(extract.extract(Upload(name=path.name, data=path.read_bytes())))]
    return tuple(
        finding
        for group in group_dossiers(reports, {report.document_id: "one" for report in reports})
        for finding in rules.check(group).findings
    )


def figures(finding: Finding) -> set[Decimal]:
    """Every number the finding shows: values, quotes and message."""
    said = " ".join(f"{evidence.value or ''} {evidence.source.quote}" for evidence in finding.evidence)
    return {Decimal(number.replace(",", "")) for number in NUMBER.findall(f"{said} {finding.message}")}


def tells(finding: Finding, planted: Planted) -> bool:
    """Whether the finding is by one of the rules that may tell the planted contradiction and shows its figures."""
    wanted = {Decimal(figure.replace(",", "")) for figure in planted.figures}
    return finding.rule in planted.rules.split() and wanted <= figures(finding)


def strays(dossier: Dossier) -> list[Finding]:
    """Grave findings that nothing planted explains."""
    found = findings(dossier)
    known = {f.finding_id for f in found if any(tells(f, planted) for planted in dossier.planted)}
    return [f for f in found if f.severity in GRAVE and f.finding_id not in known and f.root not in known]
