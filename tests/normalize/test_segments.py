"""Which report a block belongs to, and what each report is."""

from __future__ import annotations

import copy

import pytest

import normalize
from model import Report
from tests.normalize import paper, sheets

PROSE = [
    "一、基本情况",
    "单位主要职责是道路养护。全年收入320万元，支出300万元，执行率93.75%。",
    "二、绩效情况",
    "（一）产出",
    "养护道路86公里，修补坑槽1200平方米，新增安全设施45处。群众满意度达到93%，较上年提高两个百分点。",
    "三、存在问题",
    "1、资料归档不够及时。",
]
SIGNED = "填表人：周岚  填报日期：2024年3月1日　联系电话：0817－6600121  单位负责人签字：江一帆"


def form(project: str = "甲路养护", department: str = "青禾县交通运输局") -> sheets.Rows:
    rows = copy.deepcopy(sheets.NATIONAL)
    rows[0] = ["项目名称", (project, 1, 9)]
    rows[1] = ["主管部门", (department, 1, 4), "实施单位", ("青禾县公路养护中心", 1, 4)]
    return rows


def reports(*blocks: str | sheets.Rows) -> tuple[Report, ...]:
    return normalize.normalize(paper.document(*blocks))


def kinds(*blocks: str | sheets.Rows) -> list[str]:
    return [report.kind for report in reports(*blocks)]


def test_forms_without_titles_are_reports_of_their_own() -> None:
    first, second = reports(form("甲路养护"), form("乙桥加固"))
    assert (first.project, second.project) == ("甲路养护", "乙桥加固")


def test_a_title_broken_over_two_lines_is_one_title() -> None:
    (report,) = reports("青禾县交通运输局2023年度部门整体支出", "绩效自评报告", *PROSE)
    assert report.title == "青禾县交通运输局2023年度部门整体支出绩效自评报告"
    assert (report.kind, report.department, report.year) == ("overall_narrative", "青禾县交通运输局", 2023)


def test_a_title_page_and_contents_belong_to_the_report_they_announce() -> None:
    cover = [
        "2023年度部门整体支出绩效自评报告",
        "单位名称：青禾县交通运输局（盖章）",
        "2024年3月",
        "目  录",
        "一、基本情况……1",
        "二、绩效情况\t2",
    ]
    (report,) = reports(*cover, "2023年度部门整体支出绩效自评报告", *PROSE)
    assert report.department == "青禾县交通运输局"
    assert [p.paragraph.text for p in report.passages if p.heading] == ["一、基本情况", "二、绩效情况", "（一）产出", "三、存在问题"]


def test_attachment_lines_begin_reports_with_or_without_the_title_on_them() -> None:
    first, second = reports("附件2：2023年度项目支出绩效自评表", form(), "附件3-1", "2022年度项目支出绩效自评表", form("乙桥加固"))
    assert (first.title, first.year) == ("2023年度项目支出绩效自评表", 2023)
    assert (second.title, second.year) == ("2022年度项目支出绩效自评表", 2022)


def test_a_list_of_attachments_at_the_end_is_no_report() -> None:
    listed = ["附件：1.部门整体支出绩效自评表", "2.项目支出绩效自评表", "青禾县交通运输局", "2024年3月1日"]
    assert kinds("青禾县交通运输局关于2023年度部门整体支出绩效自评的报告", *PROSE, *listed) == ["overall_narrative"]


def test_prose_behind_a_form_and_a_form_behind_prose_begin_new_reports() -> None:
    assert kinds("2023年度项目支出绩效自评表", form(), SIGNED, *PROSE) == ["project_self_eval", "overall_narrative"]
    assert kinds("青禾县交通运输局2023年度整体支出绩效自评报告", *PROSE, form()) == ["overall_narrative", "project_self_eval"]


def test_notes_behind_a_form_stay_with_it() -> None:
    (report,) = reports("2023年度项目支出绩效自评表", form(), "说明：", "一、金额保留两位小数。", SIGNED)
    assert len(report.passages) == 2


def test_several_departments_in_one_file_keep_their_own_reports() -> None:
    narrative = ["项目支出绩效评价报告", *PROSE]
    got = reports(
        "2023年度项目支出绩效自评表",
        form("甲路养护"),
        *narrative,
        "2023年度项目支出绩效自评表",
        form("丙渠清淤", "青禾县水利局"),
        *narrative,
    )
    assert [report.department for report in got] == ["青禾县交通运输局"] * 2 + ["青禾县水利局"] * 2


def test_a_narrative_is_matched_to_the_form_of_its_project() -> None:
    one = ["项目支出绩效评价报告", "一、项目概况", "2023年度乡村道路养护补贴专项经费285万元。项目预期总目标为：保障通行。"]
    two = ["项目支出绩效评价报告", "一、项目概况", "2023年度乙桥加固工程安排资金285.00万元。"]
    got = reports("2023年度项目支出绩效自评表", form("乙桥加固工程"), "2023年度项目支出绩效自评表", form("乡村道路养护补助"), *one, *two)
    assert [report.project for report in got[2:]] == ["乡村道路养护补助", "乙桥加固工程"]
    assert [report.project_as_written for report in got[2:]] == ["乡村道路养护补贴专项经费", "乙桥加固工程"]


def test_a_narrative_with_a_chapter_for_each_project_is_of_none() -> None:
    forms = ("2023年度项目支出绩效自评表", form("乡村道路养护补助"), "2023年度项目支出绩效自评表", form("水文站网运行维护"))
    by_heading = [
        "项目支出绩效自评报告",
        "一、基本情况",
        "本局负责交通。",
        "二、乡村道路养护补助",
        "支出285万元。",
        "三、站网运行维护完成情况",
        "正常。",
    ]
    by_score = ["项目支出绩效自评报告", "一、结论", "乡村道路养护补助自评得分97.1分，水文站网运行维护自评得分98.6分。"]
    for text in (by_heading, by_score):
        assert [report.project for report in reports(*forms, *text)] == ["乡村道路养护补助", "水文站网运行维护", None]


def test_chapters_of_its_own_work_leave_a_narrative_its_project() -> None:
    forms = ("2023年度项目支出绩效自评表", form("乡村道路养护补助"), "2023年度项目支出绩效自评表", form("桥梁运行维护"))
    text = [
        "项目支出绩效自评报告",
        "一、项目概况",
        "2023年度乡村道路养护补助资金285万元。",
        "二、运行维护",
        "养护道路86公里。",
        "三、乡村道路养护补助完成情况",
    ]
    assert reports(*forms, *text)[-1].project == "乡村道路养护补助"
    titled = ["乡村道路养护补助项目支出绩效自评报告", "一、乡村道路养护补助", "支出285万元。", "二、桥梁运行维护", "支出40万元。"]
    assert reports(*forms, *titled)[-1].project == "乡村道路养护补助"


SURVEYED = (
    *("2023年度项目支出绩效自评表", form("乡村道路养护补助"), "2023年度项目支出绩效自评表", form("桥梁运行维护")),
    *("乡村道路养护补助项目支出绩效自评报告", "一、资金", "预算285万元，支出285万元。"),
    *("桥梁运行维护项目支出绩效自评报告", "一、资金", "预算285万元，支出285万元。"),
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("项目支出绩效自评报告", "全局项目两个，共支出570万元，其中乡村道路养护补助支出285万元、桥梁运行维护支出285万元。"),
        ("项目支出绩效自评报告", "2个养护项目中，乡村道路养护补助安排285万元，桥梁运行维护安排285万元。"),
        ("交通养护类项目支出绩效自评报告", "今年实施“乡村道路养护补助”和“桥梁运行维护”，共支出570万元。"),
    ],
)
def test_a_survey_beside_a_narrative_for_each_form_is_of_no_project(title: str, text: str) -> None:
    got = reports(*SURVEYED, title, "一、概况", text)
    assert [report.project for report in got[2:]] == ["乡村道路养护补助", "桥梁运行维护", None]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "桥梁运行维护类项目支出绩效自评报告",
            "桥梁运行维护与乡村道路养护补助为两个项目，桥梁运行维护支出285万元，乡村道路养护补助支出285万元。",
        ),
        ("项目支出绩效自评报告", "桥梁运行维护支出285万元，乡村道路养护补助项目的2个方面另见其报告。"),
    ],
)
def test_a_narrative_that_names_another_project_keeps_its_own(title: str, text: str) -> None:
    got = reports(*SURVEYED[:7], title, "一、概况", text)
    assert got[-1].project == "桥梁运行维护"


def test_who_signed_is_read_below_the_form() -> None:
    (report,) = reports("2023年度项目支出绩效自评表", form(), SIGNED)
    signed = report.signoff
    assert signed is not None and signed.prepared_on is not None
    assert (signed.prepared_by, signed.prepared_on.isoformat(), signed.phone, signed.head) == (
        "周岚",
        "2024-03-01",
        "0817-6600121",
        "江一帆",
    )
    assert signed.raw == SIGNED
    assert report.passages == ()


def test_paragraphs_stand_under_the_last_real_heading() -> None:
    text = [
        "某局2023年度整体支出绩效自评报告",
        "一、基本情况",
        "（一）负责道路养护。",
        "单位设三个股室。",
        "1、支出",
        "（1）全年支出300万元。",
    ]
    (report,) = reports(*text)
    assert [(p.section, p.titles, p.level, p.heading) for p in report.passages] == [
        ("一", ("基本情况",), 1, True),
        ("一/（一）", ("基本情况", None), 2, False),
        ("一", ("基本情况",), None, False),
        ("一/1", ("基本情况", "支出"), 3, True),
        ("一/1/（1）", ("基本情况", "支出", None), 4, False),
    ]


def test_a_form_cut_into_tables_is_read_as_one() -> None:
    whole = form()
    head, tail = whole[:12], [list(entries) for entries in whole[12:]]
    head[9] = [("绩效\n指标", 3, 1), *head[9][1:]]
    head[10] = [("", 2, 1), *head[10][1:]]  # the words of the first level went to the next page
    tail[0] = [("", 3, 1), ("产出指标\n（50分）", 1, 1), *tail[0]]
    header = [["", *whole[9][1:]]]
    for rest in (tail, header + tail):
        (report,) = reports("2023年度项目支出绩效自评表", head, "- 2 -", rest)
        assert [indicator.level3 for indicator in report.indicators] == [
            "养护里程",
            "养护验收合格率",
            "完工时间",
            "受益行政村",
            "沿线群众满意度",
        ]
        assert [indicator.level1 for indicator in report.indicators][:3] == ["产出指标"] * 3
        assert report.tables[0].rows == len(whole)


def test_a_narrative_of_another_place_is_known_by_its_sections() -> None:
    sections = [
        "一、部门概况",
        "二、当年预算执行情况",
        "三、整体绩效目标实现情况",
        "四、预算管理情况分析",
        "五、总体评价结论",
        "六、措施建议",
    ]
    body = [line for section in sections for line in (section, "本部分按要求填写，情况良好。")]
    (report,) = reports("2023年度部门整体绩效评价报告", *body)
    assert (report.kind, report.form) == ("overall_narrative", "beijing-overall-narrative")


def test_something_else_entirely_is_kept_and_called_other() -> None:
    (report,) = reports("关于召开会议的通知", "请各单位准时参加。")
    assert report.kind == "other"
    assert len(report.passages) == 2
    assert normalize.normalize(paper.document()) == ()


def test_a_department_named_only_below_the_report_or_in_brackets_is_found() -> None:
    (signed,) = reports("关于2023年度部门整体支出绩效自评情况的报告", *PROSE, "青禾县交通运输局", "2024年3月1日")
    (bracketed,) = reports("2023年度部门整体支出绩效自评报告（青禾县交通运输局）", *PROSE)
    assert signed.department == bracketed.department == "青禾县交通运输局"


def test_a_department_in_a_line_of_several_labels_ends_where_the_next_label_begins() -> None:
    (report,) = reports("2023年度部门整体支出绩效自评报告", "单位名称：青禾县交通运输局　　评价年度：2023年　　金额单位：万元", *PROSE)
    assert report.department == "青禾县交通运输局"
    (told,) = reports("2023年度部门整体支出绩效自评报告", "评价单位：我局按要求开展自评，结论如下：总体良好，各项指标均已完成。", *PROSE)
    assert told.department is None


def test_a_department_in_brackets_below_the_title_is_found() -> None:
    (report,) = reports("2022年农村公路养护专项资金绩效自评报告", "（青禾县交通运输局）", *PROSE)
    assert report.department == "青禾县交通运输局"


def test_a_paper_no_form_has_takes_office_and_year_of_its_first_line_not_of_later_plans() -> None:
    (report,) = reports(
        "青禾县交通运输局2022年工作总结", "一、公路养护。全年养护公路216公里。", "二、下一年度工作。2023年度计划养护230公里。"
    )
    assert (report.kind, report.department, report.year) == ("other", "青禾县交通运输局", 2022)
