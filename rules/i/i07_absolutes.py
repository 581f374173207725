"""I07: absolute statements (no complaints, no errors) beside evidence to the contrary in the same report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.comparing.disagreements import said
from rules.naming.projects import narratives
from rules.prose.claims import Claim, every_claim, in_year
from rules.prose.phrases import Phrase, phrases_of
from rules.registry import rule
from rules.wording import spot_of

_ABSOLUTE = re.compile(
    r"(?:差错|投诉|违规|违纪|违法|事故|失误|信访|上访|逾期|举报|问题)(?:发生)?(?:率|数|量|件|事件|案件)?(?:均|都|全部)?(?:为|是|降为|实现)\s*(?:零|0(?![.\d%])|0%)"
    r"|(?:零|0)(?:差错|投诉|违规|违纪|事故|失误|信访|上访|举报|逾期)"
    r"|(?:未|没有)(?:发生|出现|收到)(?:过|任何|一[起例件次])*(?:差错|投诉|违规|违纪|安全事故|责任事故|事故|失误|信访|上访|举报)"
)
_CONTRARY = re.compile(
    r"发现[^，。；]{0,8}(?:问题|差错|违规|违纪|隐患)|(?:查处|处理|处分|问责|约谈|通报|追责|诫勉)[^，。；]{0,6}$|(?:收到|接到|受理)[^，。；]{0,8}(?:投诉|举报|信访)|投诉[^，。；]{0,4}$|差错[^，。；]{0,3}$|事故[^，。；]{0,3}$"
)
_SHOWN = 3
_UNITS = frozenset({"个", "件", "人", "次", "条"})


@rule("I07", title="绝对化断言与反证并存", severity=Severity.LOW, basis="S5", priority=3)
def absolutes(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一份报告一处断言“差错率为零”“零投诉”“未发生违规”，另一处又写发现问题、受理投诉、处理人员若干，绝对化表述需要佐证。

    只作提示：所发现的问题未必就是断言所指。断言为零而全文没有反面数字的，通过；数字为零的不算反证。照搬到几份报告的同一断言只报一条。

    反例：一处“群众投诉率为零”，另一处“共受理群众投诉12件”。
    正例：一处“未发生安全事故”，全文没有事故、问题的数字。
    """
    claims: dict[str, list[Claim]] = {}
    for claim in every_claim(dossier):
        if _is_contrary(claim):
            claims.setdefault(claim.report.report_id, []).append(claim)
    groups: dict[str, list[tuple[Phrase, re.Match[str], list[Claim]]]] = {}
    for report in narratives(dossier):
        stated = next(((phrase, found) for phrase in phrases_of(report) if (found := _ABSOLUTE.search(phrase.text))), None)
        if stated is None:
            continue
        phrase, found = stated
        against = claims.get(report.report_id, [])
        if against:
            groups.setdefault(phrase.text[_clause_start(phrase.text, found) :], []).append((phrase, found, against))
        else:
            yield Check(rule="I07", report_id=report.report_id, status=CheckStatus.PASS, detail=f"“{found.group()}”，全文未见反证")
    for quote, group in groups.items():
        yield _tell(quote, group)


def _is_contrary(claim: Claim) -> bool:
    fact = claim.fact
    if (
        not fact.quantity.value
        or claim.unit not in _UNITS
        or fact.role in ("target", "threshold")
        or not in_year(claim.period, claim.report.year)
    ):
        return False
    return bool(_CONTRARY.search(claim.label) or _CONTRARY.search(f"{fact.action}{fact.subject}"))


def _tell(quote: str, group: list[tuple[Phrase, re.Match[str], list[Claim]]]) -> Hit:
    """One statement, in whatever reports it is copied to, with what speaks against it there."""
    stated = "、".join(phrase.place for phrase, _, _ in group)
    told: dict[str, Claim] = {}
    for claim in (claim for _, _, claims in group for claim in claims):
        told.setdefault(said(claim), claim)
    against = list(told.values())[:_SHOWN]
    contrary = "、".join(f"{claim.place}“{said(claim)}”" for claim in against)
    return Hit(
        message=f"{stated}断言“{quote.strip('。；')}”，而{contrary}，绝对化表述与之并存，需要佐证（断言应有台账或统计支持）。",
        evidence=(*(phrase.evidence(found, value="0") for phrase, found, _ in group), *(claim.evidence for claim in against)),
        key=f"绝对化断言|{spot_of(group[0][0].report)}",
        expected="0",
        observed="、".join(said(claim) for claim in against),
    )


def _clause_start(text: str, found: re.Match[str]) -> int:
    return max(text.rfind(mark, 0, found.start()) for mark in "，,：:；") + 1
