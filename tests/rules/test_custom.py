"""An office's own rules: case sheets like the built-in ones, and errors that name the nearest known name."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from case_sheets import Case, dossier_of
from test_cases import hold_case

import rules
from model import Dossier
from rules.custom.expression import parse_relation

SHEETS = Path(__file__).parent / "custom"


class CustomCase(Case, kw_only=True):
    """A case for one of several rules of its sheet."""

    rule: str | None = None


def read(path: Path) -> tuple[tuple[rules.CustomRule, ...], list[CustomCase]]:
    sheet = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = msgspec.convert(sheet["rule"], tuple[rules.CustomRule, ...], strict=False)
    return entries, msgspec.convert(sheet["case"], list[CustomCase])


EVERY = [
    pytest.param(entries, case, id=f"{path.stem}-{case.name}")
    for path in sorted(SHEETS.glob("*.toml"))
    for entries, cases in [read(path)]
    for case in cases
]


@pytest.mark.parametrize(("entries", "case"), EVERY)
def test_a_case_comes_out_as_its_sheet_says(entries: tuple[rules.CustomRule, ...], case: CustomCase) -> None:
    wanted = case.rule or entries[0].id
    settings = rules.RuleSettings(only=(wanted,), custom=entries)
    hold_case(case, rules.check(dossier_of(case), settings))


def entry(**changes: object) -> rules.CustomRule:
    plain = {"id": "X01", "title": "试", "relation": "基础数据.项目支出.决算 >= 0"}
    return rules.CustomRule(**{**plain, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"relation": "基础数据.项目支岀.决算 >= 0"}, "没有“项目支岀”这个名称，是不是“项目支出”？"),
        ({"relation": "基础数据.项目支出.决算书 >= 0"}, "是不是“决算”|是不是“决算数”"),
        ({"relation": "基楚数据.项目支出.决算 >= 0"}, "是不是“基础数据”"),
        ({"relation": '指标["办结率"].完成数 <= 100'}, "是不是“完成值”"),
        ({"relation": "项目自评.年度资金总额.全年执行 数字 = 1"}, "读不下去"),
        ({"relation": "基础数据.项目支出.决算"}, "末尾读不下去"),
        ({"relation": "__import__('os').system('x') = 1"}, "读不下去|没有"),
        ({"relation": "基础数据.项目支出.决算 = 1", "condition": "整体自评.总份.得分 > 90"}, "是不是“总分”"),
        ({"message": "{lft}不对"}, "是不是“left”"),
        ({"id": "A01"}, "应为 X 加两到四位数字"),
        ({"relation": "(" * 3000 + "1" + ")" * 3000 + " = 1"}, "太长"),
    ],
)
def test_a_mistake_is_named_with_the_nearest_known_name(changes: dict[str, str], words: str) -> None:
    with pytest.raises(rules.WrongSetting, match=words):
        rules.check(Dossier(department="x", year=2024, reports=()), rules.RuleSettings(custom=(entry(**changes),)))


def test_two_rules_with_one_id_are_refused() -> None:
    with pytest.raises(rules.WrongSetting, match="重复"):
        rules.every_rule(rules.RuleSettings(custom=(entry(), entry())))


def test_own_rules_stand_in_the_catalogue_beside_the_others() -> None:
    every = rules.every_rule(rules.RuleSettings(custom=(entry(),)))
    assert every["X01"].category == "自定义核对"
    assert "A01" in every
    assert "X01" not in rules.catalogue()


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1+2*3 = 7", ("+", "*")),
        ("(1 + 2) × 3 ＝ 9", ("*", "+")),
        ("－1 ≤ 0", ("-",)),
    ],
)
def test_operators_bind_as_in_arithmetic(text: str, shape: tuple[str, ...]) -> None:
    relation = parse_relation(text)
    left = relation.left
    assert getattr(left, "operator", None) == shape[0]
    if len(shape) > 1:
        inner = left.right if shape[0] == "+" else left.left  # type: ignore[union-attr]
        assert inner.operator == shape[1]  # type: ignore[union-attr]


def test_amounts_are_written_with_their_unit() -> None:
    assert parse_relation("200000元 = 20万元").left.value == Decimal(20)  # type: ignore[union-attr]


def test_the_rules_of_the_handbook_page_are_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "custom-rules.md").read_text(encoding="utf-8")
    sheet = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    entries = msgspec.convert(sheet["rule"], tuple[rules.CustomRule, ...], strict=False)
    assert [*rules.every_rule(rules.RuleSettings(custom=entries))][-4:] == ["X01", "X02", "X03", "X04"]
