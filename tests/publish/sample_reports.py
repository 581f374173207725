"""The five reports of the made-up run: a basic table, an overall form and text, a park office's form, and hostile text."""

from __future__ import annotations

from datetime import date

from model import (
    Cell,
    Fact,
    Indicator,
    Paragraph,
    Passage,
    Quantity,
    Report,
    SignOff,
    Source,
    Table,
)

WORD, SCAN = "a" * 16, "b" * 16
WATER, PARK = "青岚县水务局", "青岚县园林中心"
HOSTILE = '<script>document.title="坏"</script>=HYPERLINK("http://x.invalid","点")\u202e反向\u202c'


def basics() -> Report:
    lines: list[list[str | None]] = [
        ["项目支出（万元）", "2023年决算", "2024年预算", "2024年决算"],
        ["1、水库除险加固", "120.50", "180.00", "176.20"],
        ["2、农村饮水维护", "86.00", "90.00", "88.40"],
        ["其中：设备更新", "21.00", "25.00", "24.60"],
        ["3、河道保洁", "60.00", "60.00", "61.30"],
        ["项目支出合计", "266.50", "330.00", "335.90"],
        ["三公经费", "5.10", "5.00", "5.60"],
    ]
    rid = f"{WORD}-00"
    return Report(
        report_id=rid, document_id=WORD, position=0, kind="basic_data", form="hunan/basic", title="附件1 部门整体支出绩效评价基础数据表",
        department=WATER, year=2024, tables=(grid(2, lines),),
        passages=prose(rid, [("", "附件1 部门整体支出绩效评价基础数据表", None), ("", "填报单位：青岚县水务局", None)], first=0),
        signoff=SignOff(prepared_by="林知夏", prepared_on=date(2025, 3, 14), phone="0731-00000000", source=Source(document_id=WORD, report_id=rid)),
    )  # fmt: skip


def overall() -> Report:
    lines: list[list[str | None]] = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标（30分）", "数量指标", "新建供水管网长度", "≥40公里", "42.6公里", "10", "10"],
        [None, None, "水质监测点数量", "≥36个", "38个", "10", "10"],
        [None, "质量指标", "水质达标率", "≥98%", "99.2%", "10", "10"],
        ["效益指标（30分）", "社会效益", "受益农村人口", "≥8.5万人", "8.72万人", "15", "15"],
        [None, None, "供水投诉下降", "有所下降", "下降", "15", "15"],
        ["总分", None, None, None, None, "60", "60"],
    ]
    spans = {(1, 0): (3, 1), (1, 1): (2, 1), (4, 0): (2, 1), (4, 1): (2, 1), (6, 0): (1, 5)}
    rid = f"{WORD}-01"
    table = grid(5, lines, spans=spans)

    def quantity(row: int, col: int) -> Quantity:
        raw = lines[row][col] or ""
        return Quantity(value=None, raw=raw, text=raw, source=Source(document_id=WORD, report_id=rid, block=5, table=0, row=row, col=col))

    rows = [1, 2, 3, 4, 5]
    level1 = {1: "产出指标", 2: "产出指标", 3: "产出指标", 4: "效益指标", 5: "效益指标"}
    level2 = {1: "数量指标", 2: "数量指标", 3: "质量指标", 4: "社会效益", 5: "社会效益"}
    return Report(
        report_id=rid, document_id=WORD, position=1, kind="overall_self_eval", form="hunan/overall", title="附件2 部门整体支出绩效自评表",
        department=WATER, year=2024, tables=(table,), goal_expected="新建供水管网40公里以上，水质达标率不低于98%。",
        goal_actual="新建供水管网42.6公里，水质达标率99.2%。",
        indicators=tuple(
            Indicator(
                table=0, row=row, level1=level1[row], level2=level2[row], level3=lines[row][2] or "", target=quantity(row, 3),
                actual=quantity(row, 4), weight=quantity(row, 5), score=quantity(row, 6),
                source=Source(document_id=WORD, report_id=rid, block=5, table=0, row=row, col=2),
            )
            for row in rows
        ),
    )  # fmt: skip


NARRATIVE = [
    ("", "青岚县水务局2024年度部门整体支出绩效自评报告", 1),
    ("一", "一、部门概况", 1),
    ("一", "我局内设股室6个，管理水库23座，承担全县城乡供水、防汛和河湖管护。", None),
    ("二", "二、主要工作与成效", 1),
    ("二/（一）", "（一）供水保障", 2),
    ("二/（一）", "全年新建供水管网36.8公里，更换老旧水表4,200只，水质达标率为99.2%，农村供水覆盖面继续扩大。", None),
    ("二/（二）", "（二）工程管护", 2),
    ("二/（二）", "对辖区27座水库开展汛前检查，发现隐患11处，已整改11处，整改率100%。", None),
    ("三", "四、存在的问题", 1),
    ("三", "部分乡镇管护力量不足，群众对停水通知不够及时反映较多。" * 12, None),
]


def narrative() -> Report:
    rid = f"{WORD}-02"
    passages = prose(rid, NARRATIVE, first=8)
    facts = []
    for passage in passages:
        for printed in ("36.8公里", "4,200只", "99.2%", "23座", "27座", "11处"):
            start = passage.paragraph.text.find(printed)
            if start >= 0:
                source = Source(document_id=WORD, report_id=rid, block=passage.paragraph.block, start=start, end=start + len(printed))
                facts.append(
                    Fact(
                        report_id=rid, block=passage.paragraph.block, start=start, end=start + len(printed), subject="", frame="",
                        quantity=Quantity(value=None, raw=printed, source=source), source=source,
                    )
                )  # fmt: skip
    return Report(
        report_id=rid, document_id=WORD, position=2, kind="overall_narrative", title="2024年度部门整体支出绩效自评报告",
        department=WATER, year=2024, passages=passages, facts=tuple(facts),
    )  # fmt: skip


def park_table() -> Report:
    lines: list[list[str | None]] = [
        ["项目名称", "行道树补植", None, "主管部门", "青岚县园林中心"],
        ["资金（万元）", "年初预算", "全年预算", "执行数", "执行率"],
        ["年度资金总额", "42.00", "61.50", "61.50", "100.00%"],
        ["补植株数", "1,200", "1,200", "1,260", "105.00%"],
    ]
    return Report(
        report_id=f"{SCAN}-00", document_id=SCAN, position=0, kind="project_self_eval", title="项目支出绩效自评表", department=PARK, year=2024,
        project="行道树补植", first_page=1, last_page=2, tables=(grid(1, lines, spans={(0, 1): (1, 2)}),), doubtful=True,
    )  # fmt: skip


def hostile() -> Report:
    rid = f"{SCAN}-01"
    lines: list[list[str | None]] = [["项目", "说明"], ["=1+1", HOSTILE], ["很长的一格", "管护记录" * 2500]]
    return Report(
        report_id=rid, document_id=SCAN, position=1, kind="other", title=f"@附件{HOSTILE}", department=PARK, year=2024,
        tables=(grid(4, lines),), passages=prose(rid, [("", HOSTILE + "&<b>粗</b>", None)], first=3),
    )  # fmt: skip


def grid(
    block: int, lines: list[list[str | None]], *, number: int = 0, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Table:
    """A table from rows of text; None is a position covered by a span."""
    spans = spans or {}
    cells = [
        Cell(row=row, col=col, row_span=spans.get((row, col), (1, 1))[0], col_span=spans.get((row, col), (1, 1))[1], raw=text, text=text)
        for row, line in enumerate(lines)
        for col, text in enumerate(line)
        if text is not None
    ]
    return Table(block=block, rows=len(lines), cols=len(lines[0]), cells=tuple(cells), number=number)


def prose(report_id: str, texts: list[tuple[str, str, int | None]], *, first: int) -> tuple[Passage, ...]:
    """Passages from (section, text, heading level)."""
    return tuple(
        Passage(paragraph=Paragraph(block=first + at, raw=text, text=text), section=section, level=level, heading=level is not None)
        for at, (section, text, level) in enumerate(texts)
    )
