"""Names of indicators and facts read for their meaning, and projects known under two names."""

from __future__ import annotations

import pytest

from rules.forms.ledger import item_named
from rules.naming.names import covered, pairs_of, read_name
from rules.naming.projects import resolve, same_project


@pytest.mark.parametrize(
    ("name", "head", "qualifiers"),
    [
        ("城管诉求件办结率", "办结率", set()),
        ("城管诉求件按期办结率", "办结率", {"按期"}),
        ("工单及时办结率", "办结率", {"按期"}),
        ("服务对象满意度", "满意率", set()),
        ("护理型床位占比", "占比", set()),
        ("工资发放及时率", "按期率", set()),
        ("（三）培训骨干教师人数", "", set()),
    ],
)
def test_a_name_is_read_into_measure_and_qualifiers(name: str, head: str, qualifiers: set[str]) -> None:
    read = read_name(name)
    assert read.head == head
    assert read.qualifiers == qualifiers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教育网站上传信息数量", "教育网站发布信息"),
        ("举办培训班次数", "组织开展培训班"),
        ("农村公路养护里程", "农村公路养护"),
        ("2024年度资助困难学生人数", "资助困难学生"),
    ],
)
def test_the_same_thing_in_other_words_covers_each_other(one: str, other: str) -> None:
    first, second = read_name(one), read_name(other)
    assert min(covered(first.body, second.pairs), covered(second.body, first.pairs)) >= 0.8


def test_territory_is_set_apart_from_the_object() -> None:
    assert read_name("全市饮水达标率").scope == "全市"
    assert read_name("市本级饮水达标率").scope == "市本级"
    assert read_name("全市饮水达标率").body == read_name("饮水达标率").body


def test_a_single_character_is_covered_where_it_stands() -> None:
    assert covered("", frozenset()) == 1
    assert covered("树", pairs_of("植树")) == 1
    assert covered("树", pairs_of("种草")) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("体育中心大厅运行经费", "体育服务大厅运行专项经费", True),
        ("培训、管理专项经费", "培训管理专项经费", True),
        ("病险水库除险加固", "病险水库除险加固工程", True),
        ("2024年度校园安保经费", "校园安保专项经费", True),
        ("城镇居民医疗保险补助", "城乡居民医疗保险补助", False),
        ("农村公路养护", "农村公路建设", False),
        ("安置小区一期工程", "安置小区二期工程", False),
        ("义务教育公用经费", "学前教育公用经费", False),
        ("城区东片道路改造", "城区西片道路改造", False),
    ],
)
def test_projects_are_one_only_where_nothing_tells_them_apart(one: str, other: str, same: bool) -> None:
    assert same_project(one, other) is same


def test_a_name_like_two_projects_is_neither() -> None:
    assert resolve("中心大厅运行经费", ["政务大厅运行经费", "税务大厅运行经费"]) is None
    assert resolve("政务大厅运行", ["政务大厅运行经费", "税务大厅运行经费"]) == "政务大厅运行经费"


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("2024年全局支出", "支出总额"),
        ("全年基本支出", "基本支出"),
        ("“三公”经费支出", "三公"),
        ("公务用车运行维护费", "公车运维"),
        ("日常公用经费", "公用"),
        ("2024年度民政局专项经费", "专项"),
        ("项目支出中设备购置", None),
        ("公务接待批次", None),
    ],
)
def test_only_a_label_that_names_an_item_in_full_is_that_item(label: str, item: str | None) -> None:
    assert item_named(label) == item


def test_stages_lots_and_batches_tell_works_apart() -> None:
    assert read_name("二期改建公路里程").stage == read_name("第2期改建公路").stage == "2期"
    assert read_name("一标段安装路灯数量").stage == "1段"
    assert read_name("2号桥加固长度").stage == "2号"
    assert not any(read_name(text).stage for text in ("分三期实施的公路", "举办3期培训班", "二级公路里程", "第三方评估"))
