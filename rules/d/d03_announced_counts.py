"""D03: enumerations in prose against the count announced for them."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.figures import passed
from rules.prose.enumerations import Listing, listings
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D03"


@rule(RULE, title="列举个数与声明数不符", severity=Severity.MEDIUM, basis="S5", priority=2)
def announced_counts(dossier: Dossier) -> Iterator[Hit | Check]:
    """写明个数又逐一列举的，列举的个数应当等于写明的个数：“5个内设机构：甲、乙、丙、丁、戊”，“甲、乙、丙3个部门”，
    “三个方面的问题：一是…二是…三是…”。

    “机构3家，为甲中心、乙中心”只在“，为”之后全是机构、场所、村居一类名称时数；“，为群众出行、物流配送提供便利”不是列举。

    名称里可能含“和、与、及”，也可能用它们连接最后两项，两种数法有一种对得上即为相符；括号里的说明不计；以“等”结尾的未必列全，
    只在列举多于写明时报；“主要、如、例如”之后的不算。

    反例：“下设5个内设机构：办公室、财务股、业务股、法规股”。
    正例：“办公室、财务股、数据资源与基础设施股3个内设机构”；“公安、住建、人社等11个部门”。
    """
    for report in dossier.reports:
        for passage in report.passages:
            text = passage.paragraph.text or passage.paragraph.raw
            if "、" in text or "一是" in text:
                for listing in listings(text):
                    yield _judge(report, passage, text, listing)


def _judge(report: Report, passage: Passage, text: str, listing: Listing) -> Hit | Check:
    count, announced = len(listing.items), listing.announced
    name = f"{announced}{listing.unit}{listing.noun}"
    if count <= announced <= listing.most:
        return passed(RULE, report, expected=str(announced), observed=str(count), detail=f"{name}：列举{count}项")
    if listing.open and count < announced:
        return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=f"{name}：以“等”结尾，未列全")
    place = f"{name_of(report)}“{passage.section}”部分" if passage.section else name_of(report)
    quote = text[listing.start : listing.end]
    quote = quote if len(quote) <= 120 else quote[:120] + "…"
    told = "、".join(listing.items) if not listing.ordinal else f"“一是”至第{count}点"
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=passage.paragraph.block, page=passage.paragraph.page,
        start=listing.start, end=listing.end, quote=quote,
    )  # fmt: skip
    return Hit(
        message=f"{place}写明{name}，而列举的是{told}，共{count}个，{'多' if count > announced else '少'}{abs(count - announced)}个（列举的个数应与写明的个数相等）。",
        evidence=(
            Evidence(label=f"{place}写明的个数", value=str(announced), unit=listing.unit, source=source),
            Evidence(label=f"{place}列举的个数", value=str(count), unit=listing.unit, source=source),
        ),
        key=f"{spot_of(report)}|{listing.noun}|{listing.items[0]}",
        expected=str(announced),
        observed=str(count),
        difference=str(count - announced),
    )
