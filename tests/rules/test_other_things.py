"""Sentences about other things than the form's own: another measure, place, batch, source or purpose is held against nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from case_sheets import Case, dossier_of

import rules

HERE = Path(__file__).parent
MEASURES = [line.split("|") for line in (HERE / "other_measures.txt").read_text(encoding="utf-8").splitlines()]
"""Second level, indicator, target and result of a form, and a sentence of its narrative about something else."""
RESULTS = [line.split("|") for line in (HERE / "other_results.txt").read_text(encoding="utf-8").splitlines()]
"""A goal of a form, and a sentence of its narrative that tells of a part, another measure or another time."""
SUMS = (HERE / "other_sums.txt").read_text(encoding="utf-8").splitlines()
"""Sentences with sums that are not the total of a form that planned 1860, was given 1985 and spent 1903.2."""
FUNDS = [["年度资金总额", "1860", "1985", "1903.2", "10", "95.88%", "9.59"]]


def grave(reports: list[dict[str, object]]) -> list[str]:
    """What is called grave by the rules that compare a form with its narrative, or the narrative with itself."""
    case = msgspec.convert({"name": "x", "expect": "pass", "report": reports}, Case)
    return [f.message for f in rules.check(dossier_of(case)).findings if f.severity in ("high", "medium") and f.rule[0] in "CDEI"]


@pytest.mark.parametrize("line", MEASURES, ids=lambda line: line[1])
def test_another_measure_is_not_held_against_an_indicator(line: list[str]) -> None:
    level, name, target, actual, told = line
    form = {"project": "综合项目", "indicators": [["产出指标", level, name, target, actual, "10", "10"]]}
    assert grave([form, {"kind": "project_narrative", "project": "综合项目", "text": f"三、完成情况\n{told}"}]) == []


@pytest.mark.parametrize("line", RESULTS, ids=lambda line: line[0])
def test_a_part_or_another_measure_misses_no_goal(line: list[str]) -> None:
    form = {"project": "综合项目", "goal_expected": line[0]}
    assert grave([form, {"kind": "project_narrative", "project": "综合项目", "text": f"三、完成情况\n{line[1]}"}]) == []


@pytest.mark.parametrize("told", SUMS)
def test_another_sum_is_not_held_against_the_project(told: str) -> None:
    form = {"project": "消防装备购置", "funds": FUNDS}
    assert grave([form, {"kind": "project_narrative", "project": "消防装备购置", "text": f"二、资金使用情况\n{told}"}]) == []


@pytest.mark.parametrize("told", SUMS)
def test_another_sum_is_not_held_against_the_department(told: str) -> None:
    form = {"kind": "overall_self_eval", "funds": FUNDS}
    assert grave([form, {"kind": "overall_narrative", "text": f"二、资金使用情况\n{told}"}]) == []
