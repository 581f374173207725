"""Every case sheet against its rule, and every rule against the demand for sheets and a handbook."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from case_sheets import CASES, Case, dossier_of, read_sheet

import rules
from model import CheckStatus, Outcome, Severity

CATALOGUE = rules.catalogue()
SHEETS = {path.stem: read_sheet(path) for path in sorted(CASES.glob("*.toml"))}
EVERY = [pytest.param(rule, case, id=f"{rule}-{case.name}") for rule, cases in SHEETS.values() for case in cases]
MISSING = {"not_applicable", "insufficient_data"}


def outcome_of(rule: str, case: Case) -> Outcome:
    """What the one rule says about the case."""
    settings = rules.RuleSettings(only=(rule,), options={rule: case.options} if case.options else {})
    return rules.check(dossier_of(case), settings)


@pytest.mark.parametrize(("rule", "case"), EVERY)
def test_a_case_comes_out_as_its_sheet_says(rule: str, case: Case) -> None:
    hold_case(case, outcome_of(rule, case))


def hold_case(case: Case, outcome: Outcome) -> None:
    """Hold what checking said against what the sheet expects."""
    statuses = {check.status for check in outcome.checks}
    assert CheckStatus.EXECUTION_ERROR not in statuses, [c.detail for c in outcome.checks if c.status == "execution_error"]
    told = "\n".join(f"{finding.severity} {finding.message}" for finding in outcome.findings)
    if case.expect == "fail":
        assert outcome.findings, f"silent; checks: {[(c.status, c.detail) for c in outcome.checks]}"
    else:
        assert not outcome.findings, told
        assert case.expect in statuses, [(c.status, c.detail) for c in outcome.checks]
        if case.expect == "not_applicable":
            assert statuses == {CheckStatus.NOT_APPLICABLE}
    if case.findings is not None:
        assert len(outcome.findings) == case.findings, told
    if case.severity is not None:
        assert {finding.severity for finding in outcome.findings} == {Severity(case.severity)}, told
    shown = {number(e.value) for f in outcome.findings for e in f.evidence} - {None}
    assert {Decimal(wanted) for wanted in case.numbers} <= shown, told
    for words in case.message:
        assert words in told


@pytest.mark.parametrize(("rule", "case"), [p for p in EVERY if p.values[1].expect == "fail"])
def test_a_finding_is_a_full_sentence_with_quoted_evidence(rule: str, case: Case) -> None:
    for finding in outcome_of(rule, case).findings:
        assert finding.message.endswith("。"), finding.message
        assert "\n" not in finding.message
        assert finding.evidence
        for evidence in finding.evidence:
            assert evidence.source.report_id, evidence
            assert evidence.source.quote.strip(), evidence
            assert evidence.label


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_every_rule_has_a_firing_a_passing_and_a_missing_data_case(rule: str) -> None:
    assert rule in SHEETS, f"no sheet tests/rules/cases/{rule}.toml"
    expected = {case.expect for case in SHEETS[rule][1]}
    assert "fail" in expected
    assert "pass" in expected
    assert expected & MISSING


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_every_docstring_is_a_handbook_entry(rule: str) -> None:
    doc = CATALOGUE[rule].doc
    assert "反例" in doc
    assert "正例" in doc
    assert sum("\u4e00" <= char <= "\u9fff" for char in doc) >= 40, "the rationale is missing"
    assert "条第" not in doc.replace("《政府采购法》第六条", ""), "no clause numbers beyond the catalogue's"


def test_every_sheet_is_for_the_rule_it_is_named_after() -> None:
    for stem, (rule, cases) in SHEETS.items():
        assert stem == rule
        assert rule in CATALOGUE
        assert len({case.name for case in cases}) == len(cases)


def number(text: str | None) -> Decimal | None:
    """A printed figure, None for words."""
    try:
        return Decimal((text or "").replace(",", "").strip("%"))
    except InvalidOperation:
        return None


def test_case_sheets_stand_beside_the_tests() -> None:
    assert Path(CASES).is_dir()
