"""Indicators matched to prose: what agrees, what is another measure, what is said of another year, and what a list of spending holds."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from case_sheets import WrittenReport, build

from model import Dossier, Quantity, Source
from rules.comparing.likeness import SURE
from rules.comparing.matching import agrees, indicator_matches
from rules.prose.claims import actual_claims, every_claim, in_year, unit_of
from rules.prose.spending import spendings

HERE = Source(document_id="a" * 16)


def dossier(*written: WrittenReport) -> Dossier:
    reports = tuple(build(report, number, department="平湖区教育局", year=2024, prefix="a") for number, report in enumerate(written))
    return Dossier(department="平湖区教育局", year=2024, reports=reports)


def told(text: str, *, project: str = "教师培训经费") -> WrittenReport:
    return WrittenReport(kind="project_narrative", project=project, text=text)


def form(*names_and_values: tuple[str, str, str], project: str = "教师培训经费") -> WrittenReport:
    rows = [["产出指标(50分)", "数量指标", *texts, "10", "10", ""] for texts in names_and_values]
    return WrittenReport(kind="project_self_eval", project=project, indicators=rows)


def quantity(value: str, unit: str = "%", *, op: str | None = None, raw: str = "") -> Quantity:
    return Quantity(value=Decimal(value), unit=unit, op=op, raw=raw or value + unit, text=raw or value + unit, source=HERE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "printed", "agree"),
    [
        (quantity("97.6"), quantity("98"), True),
        (quantity("99.62"), quantity("100"), False),
        (quantity("99.6"), quantity("99.8"), False),
        (quantity("12000", "人次", raw="1.2万人次"), quantity("12034", "人次"), True),
        (quantity("12000", "人次", raw="12000人次"), quantity("12034", "人次"), False),
        (quantity("5000", "份", op="≥"), quantity("5230", "份"), True),
        (quantity("600", "户", op="≈"), quantity("640", "户"), True),
        (quantity("600", "户", op="≈"), quantity("900", "户"), False),
        (quantity("198000", "元"), quantity("19.8", "万元"), True),
        (quantity("2", "万人"), quantity("20000", "人"), True),
    ],
)
def test_prose_and_table_agree_within_what_they_print(said: Quantity, printed: Quantity, agree: bool) -> None:
    assert agrees(said, printed) is agree


@pytest.mark.parametrize(
    ("period", "inside"),
    [
        (None, True),
        ("2024年", True),
        ("全年", True),
        ("2023年", False),
        ("2024年上半年", False),
        ("截至2024年6月", False),
        ("较2024年", False),
        ("去年", False),
    ],
)
def test_only_the_reports_whole_year_counts(period: str | None, inside: bool) -> None:
    assert in_year(period, 2024) is inside


def test_a_year_only_compared_with_is_not_the_year_of_what_follows() -> None:
    claims = every_claim(dossier(told("三公经费支出11.8万元，较上年减少0.8万元，其中公务接待费3.9万元。")))
    assert claims[-1].period is None


def test_plans_duties_and_thresholds_are_not_results() -> None:
    text = "一、绩效目标\n培训教师500人。\n二、目标完成情况\n培训教师520人。\n三、下一步打算\n培训教师600人。"
    assert [claim.fact.quantity.value for claim in actual_claims(dossier(told(text)))] == [520]


def test_the_same_measure_is_matched_surely_and_another_is_not() -> None:
    found = indicator_matches(dossier(form(("培训骨干教师人数", "≥500人", "520人")), told("全年培训骨干教师520名，新招聘教师36名。")))
    assert [match.claim.fact.quantity.value for match in found] == [520]
    assert found[0].confidence >= SURE


def test_a_short_name_in_another_projects_report_is_not_this_projects() -> None:
    text = "工程受益学生6480人。"
    found = indicator_matches(dossier(form(("受益学生", "≥20000人", "21568人")), told(text, project="薄弱学校改造工程")))
    assert found == ()


def test_units_of_one_kind_are_one_unit() -> None:
    assert unit_of(quantity("1", "名")) == unit_of(quantity("1", "人")) == unit_of(quantity("1", "万人"))
    assert unit_of(quantity("1", "元")) == unit_of(quantity("1", "亿元")) == "万元"
    assert unit_of(quantity("1", "人次")) != unit_of(quantity("1", "人"))


def test_a_list_of_spending_holds_its_own_level_only() -> None:
    text = "项目资金使用情况为：1、护理员工资45万元：共10名，每人每年4.5万元；2、设备购置30万元，其中床位20万元、器械10万元；3、办公费6万元。结余1万元。"
    (spending,) = spendings(dossier(told(text)))
    assert [item.fact.quantity.value for item in spending.items] == [45, 30, 6]
    assert spending.summed == 81


def test_a_list_over_several_paragraphs_is_one_list() -> None:
    (spending,) = spendings(
        dossier(told("项目资金具体支出明细如下：\n1、养护工程320万元；\n2、检测费150.5万元。\n三、绩效情况\n新增收入80万元。"))
    )
    assert spending.summed == Decimal("470.5")


def test_a_dossier_without_prose_has_no_claims() -> None:
    empty = msgspec.structs.replace(dossier(form(("培训教师", "≥500人", "520人"))), previous=None)
    assert every_claim(empty) == ()
    assert indicator_matches(empty) == ()
