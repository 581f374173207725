"""D10: dates told in prose against their order, how long it took and how many days ahead it was."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import short
from rules.prose.phrases import Phrase, phrases
from rules.prose.spans import DAYS_A_MONTH, Span, Terms, distance, spans, terms
from rules.registry import rule
from rules.wording import spot_of

RULE = "D10"


@rule(RULE, title="日期与先后、时长不符", severity=Severity.MEDIUM, basis="S5", priority=2)
def dates_and_durations(dossier: Dossier) -> Iterator[Hit | Check]:
    """正文写明起止日期的，止不应早于起；同句写明历时、提前、逾期多少天（月）的，应与两个日期之差相符；
    写明合同工期、实际工期和提前（逾期）天数的，三个数应当对得上。

    首尾两天都算、都不算均可，因此天数放宽一天，月数放宽一个月；只写月份的按整月看。没有写年份、可能跨年的日期不判断先后；
    一句里有三个以上日期的只核对直接以“至”相连的先后。

    反例：“2024年6月12日开工，2024年4月30日竣工”；“合同约定2024年10月31日完工，实际于2024年10月11日完工，提前30天”。
    正例：“2024年3月1日至2024年5月31日，历时3个月”；“2024年11月至次年3月”。
    """
    for phrase in phrases(dossier):
        for span in spans(phrase, phrase.report.year):
            yield _judge(phrase, span)
        for told in terms(phrase):
            yield _judge_terms(phrase, told)


def _judge(phrase: Phrase, span: Span) -> Hit | Check:
    text = phrase.text
    one, other = (text[day.start : day.end].strip() for day in (span.begin, span.end))
    if span.how == "range" and span.end.last < span.begin.first:
        return _hit(phrase, span, f"{other}早于{one}，先后颠倒", f"不早于{one}", other)
    if span.told is None:
        return _passed(phrase, one, other)
    if (span.how == "ahead" and span.end.first > span.begin.last) or (span.how == "behind" and span.end.last < span.begin.first):
        way = "晚" if span.how == "ahead" else "早"
        return _hit(phrase, span, f"{other}比{one}{way}，却写“{span.words.group()}”", way, span.words.group())
    least, most = distance(span)
    if least <= span.told <= most:
        return _passed(phrase, one, other)
    days = abs((span.end.last - span.begin.first).days)
    made = f"{short(days / DAYS_A_MONTH, 1)}个月" if span.unit == "个月" else f"{days}天"
    return _hit(phrase, span, f"{one}与{other}相距约{made}，却写“{span.words.group()}”", made, span.words.group())


def _judge_terms(phrase: Phrase, told: Terms) -> Hit | Check:
    made = told.agreed - told.taken if told.ahead else told.taken - told.agreed
    words = f"{short(told.agreed)}与{short(told.taken)}"
    if made == told.told:
        return _passed(phrase, short(made), short(told.told))
    return Hit(
        message=f"{phrase.place}写“{told.words.group()}”，按{words}计算应为{told.words['way']}{short(made)}{told.unit}，"
        f"写成{short(told.told)}{told.unit}（提前或逾期的天数应为两个工期之差）。",
        evidence=(phrase.evidence(told.words, value=short(told.told), unit=told.unit),),
        key=f"{spot_of(phrase.report)}|工期|{phrase.passage.section}",
        expected=short(made),
        observed=short(told.told),
        difference=short(told.told - made),
        formula=f"{words} → {short(made)} ≠ {short(told.told)}",
    )


def _hit(phrase: Phrase, span: Span, what: str, expected: str, observed: str) -> Hit:
    quote = phrase.text[span.begin.start : max(span.end.end, span.words.end())].strip()
    evidence = phrase.evidence(span.words, value=None if span.told is None else short(span.told), unit=span.unit or None)
    return Hit(
        message=f"{phrase.place}写“{quote}”，{what}（日期的先后、间隔应与所写相符）。",
        evidence=(evidence,),
        key=f"{spot_of(phrase.report)}|日期|{phrase.passage.section}|{span.how}",
        expected=expected,
        observed=observed,
    )


def _passed(phrase: Phrase, one: str, other: str) -> Check:
    return Check(rule=RULE, report_id=phrase.report.report_id, status=CheckStatus.PASS, detail=f"{phrase.place}：{one}—{other}")
