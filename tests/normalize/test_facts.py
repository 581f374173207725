"""What is read of the numbers in prose, with sentences of many departments."""

from __future__ import annotations

import time
from decimal import Decimal

import msgspec
import pytest

from model import Cell, Fact, Paragraph, Report, Table
from normalize.facts import read_facts, read_goal_facts
from normalize.narrative import place


def report(*lines: str, **fields: object) -> Report:
    paragraphs = [Paragraph(block=number, raw=line, text=line) for number, line in enumerate(lines)]
    return Report(
        report_id="d-01", document_id="d", position=1, kind="overall_narrative", year=2024, passages=tuple(place(paragraphs)), **fields
    )  # type: ignore[arg-type]


def facts(*lines: str) -> tuple[Fact, ...]:
    return read_facts(report(*lines))


def one(line: str) -> Fact:
    (fact,) = facts(line)
    return fact


@pytest.mark.parametrize(
    ("line", "subject", "value", "unit"),
    [
        ("进驻单位共46家，", "进驻单位", "46", "家"),
        ("设有170个服务窗口，", "服务窗口", "170", "个"),
        ("对全市46家进驻单位进行考核。", "进驻单位", "46", "家"),
        ("有在职工作人员26人。", "在职工作人员", "26", "人"),
        ("审批事项达1238项。", "审批事项", "1238", "项"),
        ("全年基本支出337.30万元。", "基本支出", "337.30", "万元"),
        ("场馆水费、通信费、电费为90.1万元；", "场馆水费、通信费、电费", "90.1", "万元"),
        ("全年受理各类许可申请76138件。", "许可申请", "76138", "件"),
        ("86名村级河长按月巡河。", "村级河长", "86", "名"),
        ("新建集中供水工程3处。", "集中供水工程", "3", "处"),
        ("编写网站稿件325万字。", "网站稿件", "3250000", "字"),
        ("总投资1.25亿元。", "总投资", "1.25", "亿元"),
        ("把220项许可事项公布上网。", "许可事项", "220", "项"),
        ("下设五个内设机构。", "内设机构", "5", "个"),
        ("办结率达到百分之九十五。", "办结率", "95", "%"),
        ("出动执法人员1,260人次。", "执法人员", "1260", "人次"),
        ("公务用车运维费和因公出国费为0，", "公务用车运维费和因公出国费", "0", None),
        ("登记在册社会组织共128家。", "在册社会组织", "128", "家"),
        ("适龄儿童接种疫苗28468剂次。", "疫苗", "28468", "剂次"),
        ("绩效综合评价得分为100分。", "绩效综合评价得分", "100", "分"),
    ],
)
def test_a_quantity_is_bound_to_what_it_counts(line: str, subject: str, value: str, unit: str | None) -> None:
    fact = one(line)
    assert (fact.subject, fact.quantity.value, fact.quantity.unit) == (subject, Decimal(value), unit)


@pytest.mark.parametrize(
    "line",
    [
        "12345热线实行7×24小时服务。",
        "推进不动产登记“160”集成服务模式。",
        "120－5Ｇ智慧化急救平台和5G基站运行正常。",
        "120-5G智慧化急救平台通过验收。",
        "完成“三集中、三到位”，深入开展“八大行动”。",
        "推行“一件事一次办”，办事更方便。",
        "根据临政办发〔2024〕12号、财预（2020）10号文件。",
        "联系电话0730-5244006，手机13800138000。",
        "印发《2024年度10项重点任务清单》。",
        "2024年12月31日前完成，每月20日之前上报。",
        "坚持“四个意识”，落实两个维护、三个一行动。",
        "第3季度召开第二次会议。",
        "PM2.5浓度达标，A4纸双面打印。",
        "1、推进改革。2、落实责任。",
        "深入开展七项目自主改革。",
        "110报警服务台和119指挥中心联动。",
        "一站式办公、一条龙服务。",
    ],
)
def test_numbers_that_count_nothing_are_no_facts(line: str) -> None:
    assert [fact.quantity.raw for fact in facts(line)] == []


def test_before_and_after_are_told_apart_and_share_their_subject() -> None:
    before, after = facts("办事表格由过去的15种减至4种。")
    assert (before.role, after.role) == ("before", "after")
    assert before.subject == after.subject == "办事表格"


def test_a_threshold_is_not_a_result() -> None:
    fact = one("办理了多个投资50万以下工程的备案。")
    assert fact.role == "threshold"
    assert fact.quantity.value == 500000


def test_parts_are_known_as_parts() -> None:
    total, *parts = facts("收到申请38件，其中网上受理34件、现场受理4件。")
    assert total.role != "part"
    assert [part.role for part in parts] == ["part", "part"]


def test_changes_carry_their_direction_and_what_they_are_compared_with() -> None:
    now, change, rate = facts("支出792.15万元，较2023年增加189.25万元，增长31.39%。")
    assert now.role == "actual"
    assert (change.role, change.direction, change.period) == ("change", "增", "较2023年")
    assert (rate.role, rate.direction) == ("change", "增")
    assert one("发案数同比下降21.4%。").direction == "减"


def test_targets_are_known_by_their_words_and_headings() -> None:
    assert one("工单按期办结率目标为100%。").role == "target"
    assert facts("一、年度目标", "新建公厕12座。")[0].role == "target"
    assert facts("一、绩效目标完成情况", "新建公厕12座。")[0].role == "actual"


@pytest.mark.parametrize(
    ("line", "per"),
    [
        ("每人每年办公经费6000元。", "人/年"),
        ("按每人每月100元标准发放。", "人/月"),
        ("补助标准为1000元/户。", "户"),
        ("每座补助1500元。", "座"),
        ("木床每张780元。", "张"),
        ("手册每本12元。", "本"),
        ("滤芯每根成本45元。", "根"),
        ("人均补助94元。", "人"),
        ("按每生每天5元标准执行。", "生/天"),
        ("支出资金45万元。", ""),
        ("全部到位资金45万元。", ""),
    ],
)
def test_a_price_says_what_it_is_counted_per(line: str, per: str) -> None:
    assert one(line).per == per


@pytest.mark.parametrize(
    ("line", "op"),
    [
        ("成功受办200余件。", "≥"),
        ("约有600户申请对象。", "≈"),
        ("满意度达95%以上。", "≥"),
        ("抽查比例不低于5%。", "≥"),
        ("接待费控制在20万元以内。", "≤"),
        ("共46家。", None),
    ],
)
def test_words_around_a_number_become_its_operator(line: str, op: str | None) -> None:
    assert one(line).quantity.op == op


def test_the_period_of_the_sentence_holds_until_another_is_named() -> None:
    assert [fact.period for fact in facts("2023年末登记121家，2024年末登记128家。")] == ["2023年末", "2024年末"]
    assert one("全年组织培训12期。").period == "全年"
    assert one("现有窗口12个。").period is None


def test_a_bare_rate_takes_the_object_told_before_it() -> None:
    _, rate, timely = facts("受理民生诉求件16414件，办结率99.62%，按期办结率96.61%。")
    assert (rate.subject, timely.subject) == ("民生诉求件办结率", "民生诉求件按期办结率")


def test_an_object_is_completed_from_the_clause_before() -> None:
    first, second = facts("经过对城区健身点的清点，共有健身点246个；对乡镇健身点的清点，共有健身点398个。")
    assert (first.subject, second.subject) == ("城区健身点", "乡镇健身点")


def test_the_actor_is_a_qualifier_and_the_verb_an_action() -> None:
    fact = one("县里网上平台收到来信34件。")
    assert (fact.subject, fact.qualifier, fact.action) == ("来信", "县里网上平台", "收到")
    assert one("全县村级河长68名。").qualifier == "全县"


def test_people_counted_after_villages_are_not_villages() -> None:
    towns, villages, people = facts("惠及15个乡镇87个行政村5.6万人。")
    assert (towns.subject, villages.subject, people.subject) == ("乡镇", "行政村", "")


def test_the_frame_masks_numbers_with_their_measure_words_and_drops_the_heading_number() -> None:
    first, second = facts("（1）目前全县46家单位的1238项许可和便民事项都到 大厅办理。")
    assert first.frame == second.frame == "目前全县#单位的#许可和便民事项都到大厅办理。"
    assert (first.slot, second.slot) == (0, 1)


def test_only_quantities_stand_as_a_mark_in_the_frame() -> None:
    assert one("3#楼改造面积1200平方米。").frame == "3＃楼改造面积#。"


def test_names_with_numbers_stay_in_the_frame() -> None:
    assert one("受理民生诉求件16414件。").frame == "受理民生诉求件#。"


def test_spans_point_at_the_number_and_its_sentence() -> None:
    line = "一、基本情况。入驻商户共46家，管理人员266人。"
    text = line
    for fact in facts(line):
        assert text[fact.start : fact.end] == fact.quantity.raw
        assert text[fact.sentence_start : fact.sentence_end].endswith("管理人员266人。")
        assert fact.quote in line
        assert fact.source.quote == fact.quote
        assert (fact.source.report_id, fact.source.block, fact.source.start) == ("d-01", 0, fact.start)


def test_multiplied_numbers_keep_the_places_they_were_printed_with() -> None:
    assert one("服务人口48.6万人。").quantity.value == 486000
    exponent = one("服务人口48.6万人。").quantity.value.as_tuple().exponent  # type: ignore[union-attr]
    assert exponent == 3


def test_ranges_keep_both_ends() -> None:
    fact = one("办理时间3-5天。")
    assert (fact.quantity.value, fact.quantity.upper) == (3, 5)


def test_goal_cells_give_targets_and_results_with_their_cell() -> None:
    table = Table(
        block=4,
        number=0,
        rows=1,
        cols=2,
        cells=(
            Cell(row=0, col=0, raw="保障在职人员26人的工资。", text="保障在职人员26人的工资。"),
            Cell(row=0, col=1, raw="保障在职人员25人的工资。", text="保障在职人员25人的工资。"),
        ),
    )
    read = read_goal_facts(
        msgspec.structs.replace(report(), tables=(table,), goal_expected=table.cells[0].text, goal_actual=table.cells[1].text)
    )
    assert [(fact.role, fact.quantity.value, fact.source.col) for fact in read] == [("target", 26, 0), ("actual", 25, 1)]
    assert {fact.source.table for fact in read} == {0}


def test_the_number_of_a_goal_makes_its_answer_no_target() -> None:
    """目标2： in 实际完成情况 says which goal is answered; a plan told there with its own words remains one."""
    texts = ("目标1：开班48个；目标2：改造展厅600平方米。", "目标1：开班52个；目标二（展厅）：改造展厅612平方米，年初目标600平方米。")
    cells = tuple(Cell(row=0, col=col, raw=text, text=text) for col, text in enumerate(texts))
    table = Table(block=4, number=0, rows=1, cols=2, cells=cells)
    read = read_goal_facts(msgspec.structs.replace(report(), tables=(table,), goal_expected=texts[0], goal_actual=texts[1]))
    roles = {(fact.source.col, fact.quantity.value): fact.role for fact in read}
    assert (roles[0, 600], roles[1, 52], roles[1, 612], roles[1, 600]) == ("target", "actual", "actual", "target")


def test_prose_without_numbers_has_no_facts() -> None:
    assert facts("一、基本情况", "我局认真履行职责，积极推进改革。") == ()


@pytest.mark.parametrize("piece", ["1+", "一二三十", "“", "3-", "10×", "（", "共5个、", "A1", "第九", "百分之九"])
def test_odd_prose_costs_no_more_than_its_length(piece: str) -> None:
    begun = time.process_time()
    facts(piece * 3000 + "，共有学校86所。")
    assert time.process_time() - begun < 2
