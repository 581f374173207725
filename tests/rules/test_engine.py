"""The engine: stable ids, failing rules kept apart, roots, copies, scans, settings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from case_sheets import Case, WrittenReport, dossier_of

import rules
from model import Check, CheckStatus, Dossier, Hit, Severity
from rules import registry
from rules.clusters import find_roots
from rules.engine import fingerprint, identify

BASICS = [["项目支出", "", "80", "100", "120"], ["业务工作经费", "", "80", "100", "90"]]
COLUMNS = ["2023年决算数", "2024年预算数", "2024年决算数"]


def dossier(*reports: WrittenReport) -> Dossier:
    return dossier_of(Case(name="", expect="fail", report=list(reports)))


def basic_data(**changes: object) -> WrittenReport:
    return WrittenReport(kind="basic_data", columns=COLUMNS, basics=BASICS, **changes)  # type: ignore[arg-type]


@pytest.fixture
def broken_rule() -> Iterator[None]:
    rules.catalogue()

    @rules.rule("X99", title="坏规则", severity=Severity.LOW, basis="S5")
    def broken(dossier: Dossier) -> Iterator[Hit | Check]:
        yield Check(rule="X99", report_id=dossier.reports[0].report_id, status=CheckStatus.PASS)
        raise RuntimeError("出错了")

    yield
    del registry._RULES["X99"]


def test_ids_stay_when_figures_and_files_change() -> None:
    one = rules.check(dossier(basic_data()))
    moved = dossier(basic_data(document="7"))
    corrected = rules.check(
        dossier(WrittenReport(kind="basic_data", columns=COLUMNS, basics=[BASICS[0], ["业务工作经费", "", "80", "100", "91"]]))
    )
    assert [f.finding_id for f in one.findings] == [f.finding_id for f in rules.check(moved).findings]
    assert [f.finding_id for f in one.findings] == [f.finding_id for f in corrected.findings]
    assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in rules.check(moved).findings]
    assert one.findings[0].fingerprint != corrected.findings[0].fingerprint


def test_ids_tell_departments_and_years_apart() -> None:
    here = dossier(basic_data())
    elsewhere = msgspec.structs.replace(here, department="另一个局")
    earlier = msgspec.structs.replace(here, year=2023)
    assert len({identify("A01", d, "x") for d in (here, elsewhere, earlier)}) == 3


def test_a_rule_that_fails_leaves_the_others_alone(broken_rule: None) -> None:
    outcome = rules.check(dossier(basic_data()))
    assert any(f.rule == "A01" for f in outcome.findings)
    assert [c.status for c in outcome.checks if c.rule == "X99" and c.report_id is None] == [CheckStatus.EXECUTION_ERROR]
    assert [p.code for p in outcome.problems] == ["rule_failed"]
    assert "X99" in outcome.problems[0].message and "出错了" in outcome.problems[0].message


def test_every_rule_says_something_of_every_report() -> None:
    outcome = rules.check(dossier(basic_data(), WrittenReport(kind="overall_narrative", text="一、基本情况")))
    reports = {c.report_id for c in outcome.checks}
    for rule in rules.catalogue():
        assert {c.report_id for c in outcome.checks if c.rule == rule} >= reports - {None}, rule


def test_the_same_paper_dropped_twice_is_checked_once() -> None:
    once = rules.check(dossier(basic_data()))
    twice = rules.check(dossier(basic_data(document="1"), basic_data(document="2")))
    assert [f.finding_id for f in once.findings] == [f.finding_id for f in twice.findings]
    assert [p.code for p in twice.problems] == ["same_report_twice"]
    assert len({c.report_id for c in twice.checks}) == 2


def test_another_version_is_named_with_what_differs() -> None:
    rows = [[f"其他收支科目第{n}行", "", "1", "2", "3"] for n in range(20)]
    one = WrittenReport(kind="basic_data", columns=COLUMNS, basics=[*BASICS, *rows], document="1")
    other = msgspec.structs.replace(one, document="2", basics=[["项目支出", "", "80", "100", "121"], *one.basics[1:]])
    outcome = rules.check(dossier(one, other))
    (problem,) = outcome.problems
    assert problem.code == "other_version"
    assert "121" in problem.message


def test_two_projects_of_one_form_are_no_copies() -> None:
    funds = [["年度资金总额", "51", "51", "51", "10", "100%", "10"]]
    forms = [WrittenReport(project=name, funds=funds, document=name) for name in ("甲项目", "乙项目")]
    assert rules.check(dossier(*forms)).problems == ()


def test_a_scan_lowers_severity_and_says_so() -> None:
    clear, scanned = rules.check(dossier(basic_data())), rules.check(dossier(basic_data(doubtful=True)))
    assert clear.findings[0].severity is Severity.HIGH
    assert scanned.findings[0].severity is Severity.MEDIUM
    assert "扫描件" in scanned.findings[0].message


def test_a_root_folds_what_follows_from_it() -> None:
    columns = ["2024年决算数", "2024年预算数", "2024年决算数"]
    outcome = rules.check(dossier(WrittenReport(kind="basic_data", columns=columns, basics=[["项目支出", "", "10", "100", "120"]])))
    by_rule = {f.rule: f for f in outcome.findings}
    assert by_rule["F02"].root == by_rule["A14"].finding_id
    assert by_rule["A14"].root is None


def test_findings_that_share_a_wrong_figure_are_one() -> None:
    form = WrittenReport(
        kind="overall_self_eval",
        funds=[["年度资金总额", "500", "500", "500", "10", "100%", "10"]],
        composition=[["按支出性质分", "基本支出", "200"], ["按支出性质分", "项目支出", "290"]],
    )
    outcome = rules.check(dossier(basic_data(), form), rules.RuleSettings(only=("A", "B")))
    open_findings = [f for f in outcome.findings if f.root is None]
    assert {f.rule for f in outcome.findings} >= {"A01", "A06", "A12", "B01"}
    assert len(open_findings) == 2, [f.message for f in open_findings]  # the table's total, and the composition
    heads = {f.finding_id for f in open_findings}
    assert all(f.root in heads for f in outcome.findings if f.root)


def test_roots_never_have_roots() -> None:
    assert find_roots([]) == {}


def test_settings_choose_rules_and_severities() -> None:
    settings = rules.RuleSettings(only=("A",), skip=("A03",), severity={"A01": Severity.LOW})
    outcome = rules.check(dossier(basic_data()), settings)
    assert {c.rule[0] for c in outcome.checks} == {"A"}
    assert "A03" not in {c.rule for c in outcome.checks}
    assert outcome.findings[0].severity is Severity.LOW


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (rules.RuleSettings(only=("A01a",)), "是不是“A01”？$"),
        (rules.RuleSettings(options={"H07": {"limits": 40}}), "是不是“limit”"),
        (rules.RuleSettings(options={"H07": {"limit": "很多"}}), "取值不对"),
        (rules.RuleSettings(severity={"Z9": Severity.LOW}), "没有规则“Z9”"),
    ],
)
def test_a_wrong_setting_names_the_nearest_known_one(settings: rules.RuleSettings, words: str) -> None:
    with pytest.raises(rules.WrongSetting, match=words):
        rules.check(dossier(basic_data()), settings)


def test_options_reach_the_rule() -> None:
    form = WrittenReport(project="甲", funds=[["年度资金总额", "100", "140", "140", "10", "100%", "10"]])
    assert any(f.rule == "H07" for f in rules.check(dossier(form)).findings)
    relaxed = rules.RuleSettings(options={"H07": {"limit": 50}})
    assert not any(f.rule == "H07" for f in rules.check(dossier(form), relaxed).findings)


def test_basis_is_spelled_out() -> None:
    finding = next(f for f in rules.check(dossier(basic_data())).findings if f.rule == "A01")
    assert finding.basis and "S4" not in finding.basis


def test_fingerprints_follow_printed_values_only() -> None:
    finding = rules.check(dossier(basic_data())).findings[0]
    hit = Hit(message="。", evidence=finding.evidence, key="x")
    assert fingerprint(hit) == finding.fingerprint
    assert Decimal(finding.difference or 0) != 0


def test_a_paper_in_another_language_holds_nothing_to_audit() -> None:
    english = "The average was 0.126 in 12 cases.\nThe average was 0.088 in 12 cases."
    outcome = rules.check(dossier(WrittenReport(kind="other", text=english)))
    assert outcome.findings == () and {c.status for c in outcome.checks} == {CheckStatus.NOT_APPLICABLE}
