"""C06: more, less or the same as last year in words, against both years' columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import Figure, short
from rules.forms.ledger import BEFORE, SPENT, Entry
from rules.prose.mentions import Mention, entry_named, mentions
from rules.prose.phrases import Phrase, phrases
from rules.registry import rule
from rules.wording import spot_of

_THAN = r"(?:[较比与同和]|相比于?|对比)\s*(?P<base>(?:19|20)\d\d年(?:度)?|上年(?:度)?|去年|上一年(?:度)?|年初预算(?:数)?|预算(?:数)?)(?:同期|决算数?|相比|相较|年末)?(?:的?\s*[\d.,]+\s*万?元)?"
_HOW = r"(?P<how>总体|整体|基本|大体|略有|有所|大幅|明显|显著|均|都|保持|也|同比|[，,]){0,3}"
_WAY = re.compile(
    rf"(?:{_THAN}{_HOW}(?:(?P<up>增加|增长|上升|提高|上涨|超出)|(?P<down>减少|下降|降低|压缩|压减|缩减|回落|节约|减支)|(?P<same>持平|一致|相当|不变))"
    r"|同比(?:略有|有所|大幅)?(?:(?P<up2>增加|增长|上升)|(?P<down2>减少|下降|降低|压缩|压减)|(?P<same2>持平)))"
)
_AMOUNT = re.compile(r"^了?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|元|%)")
_COMMA = re.compile(r"[，,（(）)]")
_NOTHING_MORE = re.compile(
    r"[”\"\s]*(?:支出|决算|经费|费用|总额|合计|金额|数|共|为|是|约|总体|整体|实际|全年|本年|当年|基本|也|均|达到?|[\d.,]+|万元|元|(?:19|20)\d\d年度?)*[”\"\s]*"
)
_CLAUSES = 4
_PURPOSE = re.compile(r"(?:主要|全部|均|均为|大部分)?(?:用于|用在|用来|是|系)(?!上年|去年|20\d\d)[^\d％%]{2,40}")
"""A clause that only says what the money was for: 主要用于接待外地来访."""
_VISITS = re.compile(
    r"(?:全年|共|累计|国内|外地|接待|公务|来访|计|合计|、|和|\d[\d,]*\s*(?:余|多)?(?:批次?|人次?|次|辆|台|场次?|期|个团组)(?:[、和]|$)?)+"
)
"""A clause that counts what it was spent on, in no money: 接待21批次、160人次."""
_WORDS = {"up": "增加", "down": "减少", "same": "持平"}


@rule("C06", title="增减方向与两年数不符", severity=Severity.HIGH, basis="S10", priority=1)
def directions(dossier: Dossier, *, level: float = 0.05) -> Iterator[Hit | Check]:
    """正文说某项经费较上年增加、减少或持平，应当与基础数据表上年决算、本年决算两栏一致；说较预算增减的，对预算与决算两栏。

    持平允许相差 level（5%）以内；增加、减少只看方向，并核对紧跟其后的金额（如“减少0.5万元”）。列头年度写错时按栏位先后
    （上年决算、本年预算、本年决算）取数。紧接在前的经费名称（中间只隔其金额、“主要用于……”一类用途，或批次、人次而增减写的是金额）为主语；
    用途里提到的经费不是主语，人均、批次、占比的增减不比；较其他年度的不比。

    反例：正文“公务接待费较上年下降”，表内由0.35万元增至0.52万元。
    正例：正文“三公经费总体与2023年持平”，两栏均为0.35万元。
    """
    for phrase in phrases(dossier):
        if phrase.report.kind != "overall_narrative":
            continue
        named = mentions(phrase.text)
        for found in _WAY.finditer(phrase.text) if named else ():
            subject = _subject(phrase.text, found, named)
            entry = entry_named(dossier, subject.name) if subject else None
            if subject is None or entry is None or not _of_last_year(found, phrase):
                continue
            before, now = _columns(entry, found)
            if before is None or now is None:
                detail = f"“{subject.text}”在表内没有两年数"
                yield Check(rule="C06", report_id=phrase.report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=detail)
            else:
                yield _compare(phrase, found, subject, before, now, Decimal(str(level)))


def _subject(text: str, found: re.Match[str], named: list[Mention]) -> Mention | None:
    """The item the direction is said of: named right before it, or before the comma that nothing but its amount follows."""
    before = (mention for mention in reversed(named) if mention.end <= found.start())
    subject = next((mention for mention in before if not _PURPOSE.match(_COMMA.split(text[: mention.end])[-1])), None)
    if subject is None:
        return None
    first, *parts = _COMMA.split(text[subject.end : found.start()])
    money = _AMOUNT.search(text[found.end() :])
    counted = money is not None and money["unit"] != "%"
    inserted = [part for part in (first, *parts) if not _NOTHING_MORE.fullmatch(part)]
    told = all(_PURPOSE.fullmatch(part) or (counted and _VISITS.fullmatch(part)) for part in inserted)
    ends = not inserted or (inserted[-1] is not (parts or [first])[-1])
    return subject if told and ends and len(inserted) <= 1 and len(parts) < _CLAUSES else None


def _of_last_year(found: re.Match[str], phrase: Phrase) -> bool:
    base, year = found["base"] or "上年", phrase.report.year
    return not base[:4].isdigit() or (year is not None and int(base[:4]) == year - 1)


def _columns(entry: Entry, found: re.Match[str]) -> tuple[Figure | None, Figure | None]:
    budget = "预算" in (found["base"] or "")
    before = entry.under("budget", "initial") if budget else entry.under(*BEFORE)
    now = entry.under("final") or entry.under(*SPENT)
    return (before[0] if before else None), (now[0] if now else None)


def _compare(phrase: Phrase, found: re.Match[str], subject: Mention, before: Figure, now: Figure, level: Decimal) -> Hit | Check:
    way = next(way for way in ("up", "down", "same") if found[way] or (way + "2" in found.groupdict() and found[way + "2"]))
    change = now.value - before.value
    amount = _AMOUNT.search(phrase.text[found.end() :])
    holds = {"up": change > 0, "down": change < 0, "same": abs(change) <= before.value * level}[way]
    stated = _stated(amount, before) if amount and way != "same" else None
    if holds and (stated is None or abs(abs(change) - stated[0]) <= stated[1] + before.epsilon + now.epsilon):
        return Check(
            rule="C06",
            report_id=phrase.report.report_id,
            status=CheckStatus.PASS,
            expected=short(now.value),
            observed=short(before.value),
            detail=f"“{subject.text}…{found.group()}”，表内{before.printed}→{now.printed}",
        )
    actual = "增加" if change > 0 else "减少" if change < 0 else "持平"
    said = phrase.text[subject.start : found.end() + (amount.end() if amount else 0)].strip()
    base = "预算" if "预算" in (found["base"] or "") else "上年"
    by = f"{actual}{short(abs(change))}万元" if change else "两年相同"
    return Hit(
        message=f"{phrase.place}称“{said}”，而{before.label}为{before.printed}、{now.label}为{now.printed}，实际{by}，"
        f"与“{_WORDS[way]}”的表述不符（增减表述应与两栏数一致）。",
        evidence=(
            phrase.evidence(found, value=amount["number"] if amount else None, unit=amount["unit"] if amount else None),
            before.evidence,
            now.evidence,
        ),
        key=f"{subject.name}|{base}|{spot_of(phrase.report)}",
        expected=by,
        observed=f"{_WORDS[way]}{amount['number'] + amount['unit'] if amount else ''}",
        difference=short(change),
        formula=f"{short(now.value)} - {short(before.value)} = {short(change)}",
    )


def _stated(amount: re.Match[str], before: Figure) -> tuple[Decimal, Decimal] | None:
    """The change the sentence states in 万元, and its rounding; a percentage is of the year before."""
    number = Decimal(amount["number"].replace(",", ""))
    half = Decimal("0.5").scaleb(-len(amount["number"].partition(".")[2]))
    if amount["unit"] == "%":
        return before.value * number / 100, before.value * half / 100 + before.epsilon
    factor = Decimal(1) if amount["unit"] == "万元" else Decimal("0.0001")
    return number * factor, half * factor
