"""C07: items the prose says are zero or did not occur, against the forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import short
from rules.forms.ledger import SPENT, basic_tables
from rules.prose.mentions import Mention, entry_named, mentions
from rules.prose.phrases import Phrase, phrases
from rules.registry import rule
from rules.wording import spot_of

_ZERO = re.compile(
    r"(?:支出|费用|金额|决算数?|发生额|经费)?(?:均|都|全部|仍|也|继续)?(?:为|是|：)\s*(?:0(?:\.0+)?|零)\s*(?:万?元)?(?![\d.])|零支出"
)
_NONE = re.compile(r"(?:未发生|没有发生|没有产生|未产生|无|未安排|没有|未列支|未支出|不存在)(?:任何)?$")
_AFTER_NONE = re.compile(r"^(?:等)?(?:支出|费用|经费|情况|开支|发生)?(?=[，。；、和及]|$)")
_JOIN = re.compile(r"^[、和及与，\s]*(?:等)?$")


@rule("C07", title="零值断言与表内数不符", severity=Severity.HIGH, basis="S10", priority=2)
def zero_claims(dossier: Dossier) -> Iterator[Hit | Check]:
    """正文称公务接待、公车、因公出国、政府采购等“为0”“未发生”“无”，基础数据表本年决算栏应当为零或空白。

    没有基础数据表的，对附送的其他表（列有上年决算、本年预算、本年决算的同名经费）。空白即零。“公务用车运维费和因公出国费为0”对并列的各项都核对；只认经费名称本身，“无公务接待超标”一类不是零值断言。
    说明其他年度的不比。

    反例：正文“全年未发生公务接待费”，表内公务接待本年决算0.35万元。
    正例：正文“因公出国费为0”，表内该行空白。
    """
    for phrase in phrases(dossier):
        if phrase.report.kind != "overall_narrative":
            continue
        for mention, found in _denied(phrase.text):
            if not _in_year(phrase, mention):
                continue
            entry = entry_named(dossier, mention.name)
            columns = entry.under("final") or entry.under(*SPENT) if entry else ()
            if not columns or columns[0].value == 0:
                if basic_tables(dossier):
                    detail = (
                        f"“{found.group() if found.group().startswith(mention.text) else mention.text + found.group()}”，表内为零或空白"
                    )
                    yield Check(rule="C07", report_id=phrase.report.report_id, status=CheckStatus.PASS, expected="0", detail=detail)
                else:
                    yield Check(
                        rule="C07", report_id=phrase.report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail="没有基础数据表"
                    )
                continue
            printed = columns[0]
            yield Hit(
                message=f"{phrase.place}称“{phrase.evidence(found).source.quote}”，而{printed.label}为{printed.printed}，"
                f"“{mention.text}”并不为零，相差{short(printed.value)}万元（零值表述应与表内决算数一致）。",
                evidence=(phrase.evidence(found, value="0"), printed.evidence),
                key=f"{mention.name}|{spot_of(phrase.report)}",
                expected="0",
                observed=short(printed.value),
                difference=short(printed.value),
            )


def _denied(text: str) -> Iterator[tuple[Mention, re.Match[str]]]:
    """Items a sentence says are zero, each with the words that say so."""
    named = mentions(text)
    for place, mention in enumerate(named):
        before = _NONE.search(text[: mention.start].rstrip('“"'))
        if before and _AFTER_NONE.search(text[mention.end :].lstrip('”"')):
            yield mention, before
            continue
        last = place
        while last + 1 < len(named) and _JOIN.match(text[named[last].end : named[last + 1].start]):
            last += 1
        zero = _ZERO.match(text, named[last].end + (1 if text[named[last].end : named[last].end + 1] in '”"' else 0))
        if zero:
            yield mention, zero


def _in_year(phrase: Phrase, mention: Mention) -> bool:
    """Whether the clause, or else the sentence up to it, names no other year than the report's."""
    years = re.findall(r"(?:19|20)\d\d(?=年)", phrase.text[: mention.start])
    return not years or years[-1] == str(phrase.report.year)
