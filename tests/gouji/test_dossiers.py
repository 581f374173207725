"""Grouping: reports find their department and year by what their neighbours say, and never by guesswork."""

from __future__ import annotations

import msgspec

from gouji.checking import filled
from gouji.dossiers import UNNAMED, apart, group_dossiers
from gouji.reading import outline
from model import Field, Finding, Kind, Outcome, Paragraph, Passage, Report, Severity, Source


def report(document: str, position: int = 0, *, kind: Kind = "overall_narrative", **said: object) -> Report:
    return Report(report_id=f"{document}-{position:02}", document_id=document, position=position, kind=kind, **said)  # type: ignore[arg-type]


def test_a_form_without_a_department_belongs_to_its_file() -> None:
    (dossier,) = group_dossiers([report("a", 0, year=2024), report("a", 1, department="北塔区民政局", year=2024)])
    assert dossier.department == "北塔区民政局"
    assert len(dossier.reports) == 2


def test_a_narrative_alone_in_its_file_is_found_by_its_project() -> None:
    reports = [
        report("a", department="北塔区民政局", year=2024, project="助餐点项目"),
        report("b", department="北塔区水利局", year=2024, project="清淤项目"),
        report("c", year=2024, project="清淤 项目"),
    ]
    assert {d.department: len(d.reports) for d in group_dossiers(reports)} == {"北塔区民政局": 1, "北塔区水利局": 2}


def test_a_folder_speaks_only_when_all_in_it_agree() -> None:
    named = [report("a", department="甲县教育局", year=2024), report("b", year=2024)]
    assert len(group_dossiers(named, {"a": "教育局", "b": "教育局"})) == 1
    mixed = [*named, report("c", department="甲县水利局", year=2024)]
    assert UNNAMED in {d.department for d in group_dossiers(mixed, {"a": "收件", "b": "收件", "c": "收件"})}


def test_files_that_name_no_department_are_put_together_only_where_a_whole_folder_names_none() -> None:
    unnamed = [report("a", year=2024), report("b", year=2024)]
    assert len(group_dossiers(unnamed)) == 2
    assert len(group_dossiers(unnamed, {"a": "残联", "b": "残联"})) == 1
    others = [report("c", year=2024, department="甲县教育局"), report("d", year=2024, department="甲县水利局")]
    assert len(group_dossiers([*unnamed, *others], dict.fromkeys("abcd", "收件"))) == 4


def test_a_table_alone_in_its_file_follows_when_the_folder_turns_out_to_be_of_one_department() -> None:
    form = report("a", kind="project_self_eval", department="甲县教育局", year=2024, project="学生资助项目")
    narrative = report("b", kind="project_narrative", department="甲县学生资助中心", year=2024, project="学生资助项目")
    table = report("c", kind="other", year=2024)
    (dossier,) = group_dossiers([form, narrative, table], dict.fromkeys("abc", "教育局"))
    assert (dossier.department, len(dossier.reports)) == ("甲县教育局", 3)


def test_a_narrative_follows_a_form_whose_project_has_a_word_more() -> None:
    form = report("a", kind="project_self_eval", department="甲市文化旅游局", year=2024, project="博物馆免费开放补助")
    narrative = report("b", kind="project_narrative", department="甲市博物馆", year=2024, project="免费开放补助资金")
    assert len(group_dossiers([form, narrative], dict.fromkeys("ab", "文旅局"))) == 1
    other = msgspec.structs.replace(form, report_id="c-00", document_id="c", department="甲市图书馆", project="图书馆免费开放补助")
    assert len(group_dossiers([form, narrative, other], dict.fromkeys("abc", "文旅局"))) == 3


def test_files_that_lie_in_raw_itself_follow_within_their_place() -> None:
    form = report("a", kind="project_self_eval", department="甲县教育局", year=2024, project="学生资助项目")
    narrative = report("b", kind="project_narrative", department="甲县学生资助中心", year=2024, project="学生资助项目")
    table = report("c", kind="other")
    assert len(group_dossiers([form, narrative, table], dict.fromkeys("abc", ""))) == 1
    elsewhere = msgspec.structs.replace(narrative, department="乙县学生资助中心")
    assert len(group_dossiers([form, elsewhere, table], dict.fromkeys("abc", ""))) == 3


def test_forms_of_an_office_that_reports_on_itself_as_a_whole_go_with_it() -> None:
    form = report("a", kind="project_self_eval", department="甲县交通运输局", unit="甲县公路养护中心", year=2024)
    whole = report("b", department="甲县公路养护中心", year=2024)
    assert [d.department for d in group_dossiers([form, whole])] == ["甲县公路养护中心"]
    above = report("c", department="甲县交通运输局", year=2024)
    assert {d.department: len(d.reports) for d in group_dossiers([form, whole, above])} == {"甲县交通运输局": 2, "甲县公路养护中心": 1}


def test_an_office_that_reports_on_itself_keeps_its_narratives_when_another_has_a_project_of_that_name() -> None:
    form = report("a", kind="project_self_eval", department="甲县水利局", year=2024, project="清淤项目")
    whole = report("b", department="甲县住建局", year=2024)
    narrative = report("b", 1, kind="project_narrative", department="甲县住建局", year=2024, project="清淤项目")
    assert len(group_dossiers([form, whole, narrative], {"a": "收件", "b": "收件"})) == 2


def test_names_that_say_how_far_they_reach_are_one_department() -> None:
    names = ["甲县医疗保障局及所属单位", "甲县医疗保障局", "甲县医疗保障局（本级）", "甲县医疗保障局基金监管科"]
    assert len(group_dossiers([report(str(n), department=name, year=2024) for n, name in enumerate(names)])) == 1


def test_a_town_is_its_government() -> None:
    town = [report("a", department="樟树镇", year=2024), report("b", department="樟树镇人民政府", year=2024)]
    assert [d.department for d in group_dossiers(town)] == ["樟树镇人民政府"]


def test_a_short_name_is_the_one_full_name_that_ends_with_it() -> None:
    (dossier,) = group_dossiers([report("a", department="云栖县档案馆", year=2024), report("b", department="县档案馆", year=2024)])
    assert dossier.department == "云栖县档案馆"
    two = [report("a", department="云栖县档案馆", year=2024), report("b", department="清河县档案馆", year=2024)]
    assert len(group_dossiers([*two, report("c", department="县档案馆", year=2024)])) == 3


def test_the_year_before_is_attached() -> None:
    now, before = report("a", department="甲县教育局", year=2024), report("b", department="甲县教育局", year=2023)
    dossiers = {d.year: d for d in group_dossiers([now, before])}
    assert dossiers[2024].previous == dossiers[2023]
    assert dossiers[2023].previous is None


def test_findings_of_reports_without_a_department_keep_apart() -> None:
    finding = Finding(
        finding_id="A01-1", rule="A01", category="", title="", severity=Severity.LOW, department=UNNAMED, year=2024, message="", evidence=()
    )  # fmt: skip
    follows = msgspec.structs.replace(finding, finding_id="A02-1", rule="A02", root="A01-1")
    outcome = Outcome(findings=(finding, follows), checks=())
    first, second = group_dossiers([report("a", year=2024), report("b", year=2024)])
    one, two = apart(outcome, first, "甲/a.docx"), apart(outcome, second, "乙/a.docx")
    assert len({f.finding_id for o in (one, two) for f in o.findings}) == 4
    assert one.findings[1].root == one.findings[0].finding_id
    assert apart(outcome, first, "甲/a.docx") == one
    (known,) = group_dossiers([report("a", year=2024, department="甲县教育局")])
    assert apart(outcome, known, "甲/a.docx") is outcome


def test_a_checked_narrative_knows_the_project_of_a_form_in_another_file() -> None:
    name = Field(label="项目名称", value="北塔区社区助餐点建设项目", source=Source(document_id="a", report_id="a-00"))
    form = report("a", kind="project_self_eval", department="北塔区民政局", year=2024, project=name.value, fields=(name,))
    told = Paragraph(block=1, raw="助餐点建设项目2024年新建社区助餐点12个。", text="助餐点建设项目2024年新建社区助餐点12个。")
    prose = report("b", kind="project_narrative", department="北塔区民政局", year=2024, passages=(Passage(paragraph=told),))
    (dossier,) = group_dossiers([form, prose])
    outlined = msgspec.structs.replace(dossier, reports=tuple(outline(r) for r in dossier.reports))
    checked = filled(outlined, {r.report_id: r for r in (form, prose)})
    assert {r.project for r in checked.reports} == {name.value}
