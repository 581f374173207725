"""T04: a term explained in a way that contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Severity
from rules.figures import outside, passed
from rules.prose.texts import Text, texts
from rules.registry import rule
from rules.wording import spot_of

RULE = "T04"
_TERM = re.compile(r"7\s*[×xX*✕·]\s*24(?:\s*小时)?|全年无休|全天候|7天24小时|24小时不(?:间断|打烊)|没有(?:休息日|节假日)[^，。；]{0,8}")
_AGAINST = re.compile(
    r"7\s*个?\s*工作日\s*(?:[×xX*✕·]|，?每天)?\s*24\s*小时|(?:每周|一周)\s*5\s*[天个](?:工作日)?|(?:仅|只)(?:在|限)?工作日|(?:周末|节假日|双休日)(?:除外|不(?:受理|办公|提供|开放))"
)


@rule(RULE, title="用语与其释义矛盾", severity=Severity.LOW, basis="S5", priority=2)
def contradictory_terms(dossier: Dossier) -> Iterator[Hit | Check]:
    """“7×24小时”“全年无休”是一周七天、天天都有；同一处又解释为“7个工作日×24小时”“节假日除外”的，释义与用语矛盾，服务承诺无从核对。

    只在同一段、同一格里两种说法并存时报。

    反例：“实行7×24小时服务，即7个工作日×24小时没有休息日”。
    正例：“实行7×24小时服务”；“7个工作日内办结”。
    """
    for report in dossier.reports:
        terms, hits = 0, []
        for text in texts(report):
            if "24" not in text.text and "无休" not in text.text and "全天候" not in text.text:
                continue
            against = _AGAINST.search(text.text)
            found = [m for m in _TERM.finditer(text.text) if not against or m.end() <= against.start() or m.start() >= against.end()]
            terms += len(found)
            if against and (found or ("工作日" in against.group() and "24" in against.group())):
                term = min(found, key=lambda m: abs(m.start() - against.start()), default=against)
                hits.append(_hit(text, term, against))
        yield from hits
        if not hits:
            yield passed(RULE, report, detail=f"{terms}处用语未见矛盾释义") if terms else outside(RULE, report, "没有此类用语")


def _hit(text: Text, term: re.Match[str], against: re.Match[str]) -> Hit:
    one, other = term.group().strip(), against.group().strip()
    sides: list[Evidence] = [text.at(against.start(), against.end(), "释义")]
    if term.span() != against.span():
        sides.insert(0, text.at(term.start(), term.end(), "用语"))
    told = f"“{one}”又释为“{other}”" if term.span() != against.span() else f"“{other}”"
    return Hit(
        message=f"{text.place}写{told}，一周只有五个工作日，与天天24小时服务的说法矛盾（用语与释义应当一致）。",
        evidence=tuple(sides),
        key=f"{spot_of(text.report)}|{re.sub(r'[^一-龥0-9×]', '', one)[:12]}",
        expected=one,
        observed=other,
    )
