"""G10: nothing of the template's placeholders is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity, Source
from rules.figures import passed
from rules.registry import rule
from rules.wording import name_of, spot_of

_CROSSES = re.compile(
    r"[xX×＊*○〇]{2,}(?=$|[\u4e00-\u9fff，。、；：%％（）()\s]|\d{0,4}(?:年|月|日|元|万|个|人))|(?<![A-Za-z0-9])[xX×](?=[县市区省局项年月])"
)
_MASK = re.compile(r"[xX×＊*○〇]{2,}")
_WHOLE = re.compile(
    r"(?:指标|目标|项目|内容|问题|专项)\s?[1-9一二三]|(?:…|\.|。){2,}|[_＿]{2,}|\[.*\]|【.*】|此处填写.*|请填写.*|待(?:填|补充)|\(?填写.*\)?|同上"
)
_INSIDE = re.compile(r"此处填写|请在此|待补充|\[bookmark|点击输入|单击此处|[_＿]{3,}")


@rule("G10", title="占位符残留", severity=Severity.LOW, basis="S10")
def placeholder(dossier: Dossier) -> Iterator[Hit | Check]:
    """表样或范文里的占位符（XX、×、“指标1”、“……”、“此处填写”、下划线）没有替换或删除，说明内容没有写完。

    单元格整格是占位符才算（“指标1：办结率”是正常写法）；正文里连写两个以上的 X、×、*、○ 才算，“7×24小时”“120-5G”不算。
    落款里的人名、电话整个写作 XXX 的同样算，“张××”是公开时隐去的名字，不算。表格中的整行都是占位符的空行（只有“……”而无数字）不报，那是表样自带的省略行。一份报告的多处并为一条。

    反例：正文写“XX县财政局下达资金××万元”；三级指标写“指标1”。
    正例：“7×24小时服务”；项目表最后一行“……”且各栏为空。
    """
    for report in dossier.reports:
        found = [*_cells(report), *_prose(report), *_signed(report)]
        if found:
            shown = "、".join(f"“{words}”" for words in dict.fromkeys(words for words, _ in found))
            yield Hit(
                message=f"{name_of(report)}有{len(found)}处占位符没有替换：{shown}（报告应删除表样中的占位符）。",
                evidence=tuple(Evidence(label=f"{name_of(report)}占位符", source=source) for _, source in found[:20]),
                key=spot_of(report),
                observed=f"{len(found)}处",
            )
        elif report.tables or report.passages:
            yield passed("G10", report, detail="没有占位符")


def _cells(report: Report) -> Iterator[tuple[str, Source]]:
    signed = (report.signoff.source.table, report.signoff.source.row) if report.signoff is not None else None
    for table in report.tables:
        filled: dict[int, int] = {}
        for cell in table.cells:
            if (cell.text or cell.raw).strip():
                filled[cell.row] = filled.get(cell.row, 0) + 1
        for cell in table.cells:
            text = (cell.text or cell.raw).strip()
            if not text or len(text) > 200 or (table.number, cell.row) == signed:
                continue
            whole = _WHOLE.fullmatch(text) is not None and filled[cell.row] > 1
            inside = _CROSSES.search(text) or _INSIDE.search(text)
            if whole or inside is not None:
                quote = text if whole or inside is None else text[max(0, inside.start() - 12) : inside.end() + 12]
                yield (
                    quote,
                    Source(
                        document_id=report.document_id, report_id=report.report_id, block=table.block, page=cell.page or table.page,
                        table=table.number, row=cell.row, col=cell.col, box=cell.box, quote=text,
                    ),
                )  # fmt: skip


def _prose(report: Report) -> Iterator[tuple[str, Source]]:
    signed = report.signoff.source.block if report.signoff is not None else None
    for passage in report.passages:
        paragraph = passage.paragraph
        if paragraph.block == signed:
            continue
        for pattern in (_CROSSES, _INSIDE):
            for found in pattern.finditer(paragraph.text):
                quote = paragraph.text[max(0, found.start() - 12) : found.end() + 12]
                yield (
                    quote,
                    Source(
                        document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page,
                        start=found.start(), end=found.end(), quote=quote,
                    ),
                )  # fmt: skip


def _signed(report: Report) -> Iterator[tuple[str, Source]]:
    signed = report.signoff
    if signed is None:
        return
    for value in (signed.prepared_by, signed.head, signed.phone):
        if value and _MASK.fullmatch(value):
            yield value, signed.source
