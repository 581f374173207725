"""Forms of several places are read by what their headers mean."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

import normalize
from model import Indicator, Report
from normalize.form import load_forms
from normalize.form_files import Form
from normalize.vocabulary import label_key
from tests.normalize import paper, sheets


def read(title: str | None, rows: sheets.Rows) -> Report:
    blocks = [rows] if title is None else [title, rows]
    (report,) = normalize.normalize(paper.document(*blocks))
    return report


def row(indicator: Indicator) -> tuple[object, ...]:
    i = indicator
    weight, score = (q and str(q.value) for q in (i.weight, i.score))
    return (i.level1, i.level2, i.level3, i.target.op, str(i.target.value), i.target.unit, str(i.actual.value), weight, score)


def amounts(report: Report) -> list[tuple[str, ...]]:
    return [
        (line.line, *(str(q.value) if q else "" for q in (line.initial_budget, line.annual_budget, line.executed, line.rate)))
        for line in report.funds
    ]


def test_the_national_project_form() -> None:
    report = read("2023年度项目支出绩效自评表", sheets.NATIONAL)
    assert (report.form, report.kind, report.year, report.project) == ("national-project", "project_self_eval", 2023, "乡村道路养护补助")
    assert report.department == "青禾县交通运输局"
    assert [(i.level1, i.level1_weight) for i in report.indicators][::3] == [("产出指标", Decimal(50)), ("效益指标", Decimal(30))]
    assert row(report.indicators[0]) == ("产出指标", "数量指标", "养护里程", "≥", "86", "公里", "86", "20", "20")
    assert report.indicators[2].target.text == "2023-11-30"
    assert report.indicators[1].deviation == "两处路段返工后复验"
    assert amounts(report)[:2] == [
        ("年度资金总额", "320.00", "300.00", "285.00", "95.00"),
        ("当年财政拨款", "300.00", "280.00", "265.00", "94.64"),
    ]
    assert report.funds[0].weight is not None and report.funds[1].weight is None
    assert report.total is not None and report.total.score is not None and report.total.score.value == Decimal("99.28")
    assert report.goal_expected == "养护乡村道路86公里，群众出行更安全。"
    assert report.problems == ()


def test_the_sichuan_project_form_with_operator_and_unit_columns() -> None:
    report = read("部门预算项目支出绩效自评表（2023年度）", sheets.SICHUAN)
    assert (report.form, report.kind, report.year) == ("sichuan-project", "project_self_eval", 2023)
    assert row(report.indicators[0]) == ("产出指标", "数量指标", "改造小区数量", "≥", "12", "个", "12", "30", "30")
    assert row(report.indicators[1])[3:6] == ("=", "100", "%")
    assert report.indicators[2].target.value is None and report.indicators[2].target.op is None
    assert amounts(report)[0] == ("总额", "800.00", "760.00", "741.00", "97.50")
    assert {"评价结论", "存在问题", "改进措施"} <= {field.label for field in report.fields}
    assert report.goal_expected == "改造老旧小区12个。"
    assert report.signoff is not None and report.signoff.head == "周岚"
    assert report.problems == ()


def test_an_overall_form_with_tasks_under_a_header_of_two_levels() -> None:
    report = read("2023年度部门整体支出绩效自评表", sheets.OVERALL)
    assert (report.form, report.kind, report.department) == ("national-overall", "overall_self_eval", "临江区水务局")
    assert [(line.line, line.group) for line in report.funds] == [("河道清淤", "年度主要任务"), ("水厂检修", "年度主要任务")]
    assert [str(line.executed.value) for line in report.funds if line.executed] == ["413.70", "96.50"]
    assert [indicator.level3 for indicator in report.indicators] == ["清淤长度", "供水保证率"]
    assert report.goal_expected == "目标1：供水稳定。\n目标2：河道畅通。"
    assert report.problems == ()


def test_a_form_nobody_described_is_read_by_its_contents() -> None:
    report = read(None, sheets.STRANGER)
    assert (report.form, report.kind, report.department, report.year) == ("generic", "project_self_eval", "望湖镇人民政府", 2022)
    assert report.project == "环湖绿道照明"
    assert [row(indicator) for indicator in report.indicators] == [
        ("产出", "", "安装路灯", None, "210", "盏", "205", "40", "39"),
        ("产出", "", "敷设电缆", None, "6.2", "公里", "6.2", "30", "30"),
        ("效果", "", "夜间通行投诉", "≤", "3", "起", "1", "30", "30"),
    ]
    assert [(line.line, line.unit) for line in report.funds] == [("合计", "元"), ("镇级资金", "元")]
    assert report.signoff is not None and report.signoff.prepared_by == "许未"
    assert len(report.tables[0].cells) == sum(len(cells) for cells in sheets.STRANGER)


def test_a_column_nobody_knows_is_a_problem_and_never_silence() -> None:
    rows: sheets.Rows = [
        ["项目名称", ("路灯改造", 1, 5)],
        ["一级指标", "三级指标", "指标值", "完成值", "分值", "星象"],
        ["产出指标", "安装路灯", "10盏", "10盏", "50", "吉"],
    ]
    report = read(None, rows)
    assert [problem.code for problem in report.problems] == ["unclaimed_header", "unread_cell"]
    assert "星象" in report.problems[0].message


def test_a_table_of_something_else_is_kept_as_cells_and_named() -> None:
    report = read("2023年度某某局整体支出绩效自评报告", [["序号", "楼层", "窗口"], ["1", "一楼", "8"], ["2", "二楼", "12"]])
    assert [problem.code for problem in report.problems] == ["unclaimed_table"]
    assert len(report.tables[0].cells) == 9


def test_amounts_beside_their_labels() -> None:
    rows: sheets.Rows = [
        ["项目名称", ("路灯改造", 1, 4)],
        [("预算执行情况（万元）", 2, 1), "预算数：", "100.00", "执行数：", "98.50"],
        ["其中：财政拨款", "90.00", "其中：财政拨款", "88.50"],
        ["一级指标", "三级指标", "指标值", "完成值", "得分"],
        ["产出指标", "安装路灯", "10盏", "10盏", "50"],
    ]
    report = read(None, rows)
    assert amounts(report) == [("年度资金总额", "", "100.00", "98.50", ""), ("财政拨款", "", "90.00", "88.50", "")]


def test_subtotals_do_not_end_the_indicators_and_notes_below_the_total_are_none() -> None:
    rows: sheets.Rows = [
        ["一级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出指标", "安装路灯", "10盏", "10盏", "50", "50"],
        [("小计", 1, 4), "50", "50"],
        ["效益指标", "夜间投诉", "≤3起", "1起", "50", "49"],
        [("总分", 1, 4), "100", "99"],
        ["备注", "以上数据", "来自", "台账", "", ""],
    ]
    report = read("2023年度项目支出绩效自评表", rows)
    assert [indicator.level3 for indicator in report.indicators] == ["安装路灯", "夜间投诉"]
    assert report.total is not None and report.total.score is not None and report.total.score.value == 99


def test_the_transfer_form_with_texts_under_their_own_headings() -> None:
    rows: sheets.Rows = [
        ["转移支付（项目）名称", ("农业产业发展资金", 1, 6)],
        ["中央主管部门", ("农业农村部", 1, 2), "地方主管部门", ("省农业农村厅", 1, 3)],
        ["资金使用单位", ("清河县农业农村局", 1, 6)],
        [("资金情况（万元）", 2, 1), "", ("全年预算数（A）", 1, 2), ("全年执行数（B）", 1, 2), "预算执行率（B/A×100%）"],
        ["年度资金总额", ("500", 1, 2), ("480", 1, 2), "96%"],
        [("资金管理情况", 2, 1), "", ("情况说明", 1, 3), ("存在问题和改进措施", 1, 2)],
        ["分配科学性", ("按因素法分配", 1, 3), ("无", 1, 2)],
        [("总体目标完成情况", 2, 1), ("总体目标", 1, 3), ("全年实际完成情况", 1, 3)],
        [("发展特色产业。", 1, 3), ("建成基地3个。", 1, 3)],
        [("绩效指标", 2, 1), "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"],
        ["产出指标", "数量指标", "新建产业基地", "≥3个", "3个", "无"],
    ]
    report = read("2023年度转移支付区域绩效自评表", rows)
    assert (report.form, report.kind, report.department) == ("national-transfer", "project_self_eval", "清河县农业农村局")
    assert (report.goal_expected, report.goal_actual) == ("发展特色产业。", "建成基地3个。")
    assert amounts(report) == [("年度资金总额", "", "500", "480", "96")]
    fields = {field.label: field.value for field in report.fields}
    assert (fields["分配科学性"], fields["分配科学性（存在问题和改进措施）"]) == ("按因素法分配", "无")
    assert report.problems == ()


def test_lines_of_the_reporters_own_are_parts_of_the_row_that_invites_them() -> None:
    rows: sheets.Rows = [
        ["财政供养人员情况（人）", "编制数", "在职人数", "控制率"],
        ["经费控制情况（万元）", "2022年决算数", "2023年预算数", "2023年决算数"],
        ["三公经费", "12.5", "11", "10.8"],
        ["3、公务接待", "4.5", "3", "2.9"],
        ["项目支出", "200", "220", "215"],
        ["1、业务工作专项（一个项目一行）", "200", "220", "215"],
        ["林木管护", "120", "130", "128"],
        ["公用经费", "30", "32", "31"],
        ["其中：办公经费", "10", "10", "9"],
    ]
    report = read("2023年度部门整体支出绩效评价基础数据表", rows)
    parents = {item.item: item.parent for item in report.basics if item.position == 0 and item.measure == "final"}
    assert parents["3、公务接待"] == "三公经费"
    assert parents["林木管护"] == "1、业务工作专项（一个项目一行）"
    assert parents["公用经费"] is None
    assert parents["其中：办公经费"] == "公用经费"
    assert [(item.year, item.measure) for item in report.basics if item.item == "项目支出"] == [
        (2022, "final"),
        (2023, "budget"),
        (2023, "final"),
    ]


def test_an_empty_head_field_is_kept() -> None:
    rows = [list(entries) for entries in sheets.NATIONAL]
    rows[1] = ["主管部门", ("", 1, 4), "实施单位", ("青禾县公路养护中心", 1, 4)]
    report = read("2023年度项目支出绩效自评表", rows)
    assert [(f.label, f.value) for f in report.fields[1:]] == [("主管部门", ""), ("实施单位", "青禾县公路养护中心")]
    assert report.department == "青禾县公路养护中心"


@pytest.mark.parametrize("rows", [sheets.NATIONAL, sheets.SICHUAN, sheets.OVERALL, sheets.STRANGER])
def test_every_value_carries_its_place_and_the_words_of_its_row(rows: sheets.Rows) -> None:
    report = read("2023年度项目支出绩效自评表", rows)
    cells = {(cell.row, cell.col): cell for cell in report.tables[0].cells}
    for indicator in report.indicators:
        for quantity in (indicator.target, indicator.actual, indicator.weight, indicator.score):
            assert quantity is not None
            source = quantity.source
            assert source.report_id == report.report_id and source.row is not None and source.col is not None
            assert cells[source.row, source.col].raw == quantity.raw
            assert indicator.level3 in source.quote


def test_every_form_file_names_itself_and_what_it_claims() -> None:
    ids = [form.id for form in load_forms()]
    assert len(ids) == len(set(ids)) >= 8
    assert all(form.claims or form.titles for form in load_forms())


def test_a_form_file_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.toml.decode('id = "a"\nname = "b"\nclaim = ["c"]', type=Form)


@pytest.mark.parametrize("rows", [sheets.NATIONAL, sheets.SICHUAN, sheets.OVERALL, sheets.STRANGER])
def test_a_draft_is_a_valid_form_file_that_claims_its_own_table(rows: sheets.Rows) -> None:
    text = normalize.draft_form(paper.document("2023年度项目支出绩效自评表", rows))
    form = msgspec.toml.decode(text, type=Form)
    assert form.claims and form.columns["indicators"]["target"]
    present = {label_key(entry if isinstance(entry, str) else entry[0]) for entries in rows for entry in entries}
    assert present.issuperset(form.claims)


def test_a_draft_names_the_header_nobody_knows() -> None:
    rows = [["项目名称", ("路灯改造", 1, 3)], ["三级指标", "指标值", "完成值", "星象"], ["安装路灯", "10盏", "10盏", "吉"]]
    assert "星象" in normalize.draft_form(paper.document(rows))


def test_one_heading_over_dimension_and_name_gives_both() -> None:
    rows: sheets.Rows = [
        [("指标", 1, 2), "目标", "完成", "分值", "得分"],
        ["产出", "修复文物数量", "80件", "68件", "10", "8.5"],
        ["效益", "社会影响力", "提升", "提升", "20", "20"],
    ]
    report = read("文物保护项目支出绩效自评表", rows)
    assert [(i.level1, i.level3) for i in report.indicators] == [("产出", "修复文物数量"), ("效益", "社会影响力")]


def test_goals_with_their_labels_inside_stand_side_by_side() -> None:
    rows: sheets.Rows = [
        [("项目名称", 1, 1), ("儿童康复救助", 1, 4)],
        [("年度总体目标完成情况", 1, 1), ("预期目标：救助儿童300名。", 1, 2), ("目标实际完成情况：救助儿童312名，其中0—6岁268名。", 1, 2)],
        ["一级指标", "三级指标", "指标值", "完成值", "得分"],
        ["产出指标", "救助儿童人数", "≥300人", "312人", "20"],
    ]
    report = read("2024年度项目支出绩效自评表", rows)
    assert report.goal_expected == "预期目标：救助儿童300名。"
    assert report.goal_actual == "目标实际完成情况：救助儿童312名，其中0—6岁268名。"
    assert {fact.quantity.raw: fact.role for fact in report.goal_facts} == {
        "300名": "target",
        "312名": "actual",
        "0—6岁": "part",
        "268名": "part",
    }


def test_several_texts_under_one_heading_are_no_result() -> None:
    rows: sheets.Rows = [
        ["一级指标", "三级指标", "年度指标值", ("完成情况", 1, 2), "分值", "得分", "评分标准", "序号"],
        ["产出指标", "培训人次", "≥80人次", "62人次", "91人次", "20", "20", "按比例", "1"],
        ["效益指标", "就业率", "≥60%", "55%", "66%", "20", "20", "按比例", "2"],
    ]
    report = read("2023年度项目支出绩效自评表", rows)
    assert [str(i.target.value) for i in report.indicators] == ["80", "60"]
    assert [i.actual.value for i in report.indicators] == [None, None]
    assert [(p.code, p.row) for p in report.problems] == [("unread_cell", 1), ("unread_cell", 2)]


def test_a_list_of_goods_is_no_table_of_indicators() -> None:
    rows: sheets.Rows = [
        ["名称", "办公桌", "文件柜", "打印机"],
        ["单位", "张", "组", "台"],
        ["计划数", "20", "12", "3"],
        ["完成数", "20", "12", "3"],
    ]
    assert read("2023年度项目支出绩效自评表", rows).indicators == ()
