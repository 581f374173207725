"""Reads the quantities in a report's prose as facts: what is counted, how much, when, in which role, and in what sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Fact, Quantity, Report, Source
from model.report import Role
from normalize import prose_roles as roles
from normalize.measures import MONEY
from normalize.prose_subject import Bond, bind, expand
from normalize.prose_tokens import Token, tokens
from normalize.sentences import clause_at, clause_marks, heading_end, sentences

HAS_NUMBER = re.compile(r"\d|百分之|[二三四五六七八九十两][^\W\d]?")
_GOAL = re.compile(r"目标[^。]{0,6}[：:]")
_GOAL_ANSWERED = re.compile(r"目标(?![\d一二三四五六七八九十]{1,2}[^。\d]{0,5}[：:]|(?:实际|总体|全年|年度)*完成情况)[^。]{0,6}[：:]")
"""The same in 实际完成情况, where 目标2： only says which of the goals is answered, and 目标完成情况： that it is."""
_LEAD = re.compile(r"(?P<title>[^，。；：:\d]{0,10}目标[^，。；：:\d]{0,4})[。：:]")
"""A title that leads its paragraph: （二）绩效目标。建设救援站35个."""
_UNTIL = re.compile(r"截[至止]到?\s*$")
_BACK = 200
"""How far back in a sentence words still bear on a number."""
_RATE = re.compile(r"(?:率|度|占比|比例|比重)$")
_AMOUNTS = frozenset((*MONEY, "%", "‰", "个百分点", "百分点"))
"""Units of what is itself what the words before it name."""
_PERSONS = frozenset(["人", "名", "位", "人次"])
_COUNTS_PEOPLE = _PERSONS | {"户", "户次"}
_BLANKS = re.compile(r"\s+")


def read_facts(report: Report) -> tuple[Fact, ...]:
    """Every quantity in the paragraphs of the report, in reading order. Headings are read too: they may state figures."""
    found: list[Fact] = []
    for passage in report.passages:
        paragraph = passage.paragraph
        text = paragraph.text or paragraph.raw
        if HAS_NUMBER.search(text):
            lead = _LEAD.match(text, heading_end(text))
            titles = (*passage.titles, lead["title"] if lead else None)
            target = any(title and roles.speaks_of_target(title) for title in titles)
            place = Source(
                document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page, box=paragraph.box
            )
            found.extend(_read(text, report, place, section=passage.section, target=target, goal=_GOAL))
    return tuple(found)


def read_goal_facts(report: Report) -> tuple[Fact, ...]:
    """The quantities in the goal cells: targets in 预期目标, results in 实际完成情况."""
    wanted = {text: target for text, target in ((report.goal_actual, False), (report.goal_expected, True)) if text}
    found: list[Fact] = []
    for table in report.tables if wanted else ():
        for cell in table.cells:
            if (cell.text or cell.raw) in wanted:
                text = cell.text or cell.raw
                place = Source(
                    document_id=report.document_id, report_id=report.report_id, block=table.block, page=cell.page or table.page,
                    table=table.number, row=cell.row, col=cell.col, box=cell.box,
                )  # fmt: skip
                target = wanted.pop(text)
                found.extend(_read(text, report, place, section="", target=target, goal=_GOAL if target else _GOAL_ANSWERED))
    return tuple(found)


def _read(text: str, report: Report, place: Source, *, section: str, target: bool, goal: re.Pattern[str]) -> Iterator[Fact]:
    found = list(tokens(text))
    if not any(token.kind == "quantity" for token in found):
        return
    marks = clause_marks(text)
    upcoming = 0
    for start, end in sentences(text):
        while upcoming < len(found) and found[upcoming].start < start:
            upcoming += 1
        inside = []
        while upcoming < len(found) and found[upcoming].end <= end:
            inside.append(found[upcoming])
            upcoming += 1
        if any(token.kind == "quantity" for token in inside):
            yield from _read_sentence(text, start, end, inside, marks, report, place, section=section, target=target, goal=goal)


def _read_sentence(
    text: str,
    start: int,
    end: int,
    inside: list[Token],
    marks: list[int],
    report: Report,
    place: Source,
    *,
    section: str,
    target: bool,
    goal: re.Pattern[str],
) -> Iterator[Fact]:
    frame = _frame(text, start, end, inside)
    period: str | None = None
    base: str | None = None
    edge, told, slot, part, dated = start, start, 0, False, 0
    previous: Role | None = None
    memory = _Memory()
    for token in inside:
        if token.kind == "name":
            continue
        if token.kind == "period":
            dated = token.end
            if roles.is_base(text[max(start, token.start - 4) : token.start]):
                base = text[token.start : token.end]
            else:
                prefix = "截至" if _UNTIL.search(text, max(start, token.start - 4), token.start) else ""
                period, base = prefix + text[token.start : token.end], None
                edge = token.end if token.start <= edge or not text[edge : token.start].strip(" ，,、；;：:") else edge
            continue
        clause_start, clause_end = clause_at(marks, token.start, token.end, len(text))
        left = max(edge, clause_start, dated if dated > clause_start else 0)
        bond = bind(text, left, token.start, token.end, min(clause_end, end), money=token.unit in _AMOUNTS)
        between = text[edge : token.start]
        part = (part and "；" not in between and ";" not in between) or roles.begins_parts(between)
        before, after = text[max(start, token.start - 24, told) : token.start], text[token.end : end]
        targeted = target or bool(goal.search(text, max(start, token.start - _BACK), token.start))
        role = roles.role_of(before, after, part=part, target=targeted, previous=previous)
        subject = memory.complete(bond, token, text, start, clause_start, role)
        direction = roles.change_of(before) if role == "change" else ""
        when = f"较{base}" if base and role == "change" else period or roles.span_word(text[max(start, token.start - _BACK) : token.start])
        quote = text[clause_start:clause_end].strip()
        source = _located(place, token, quote)
        op = token.op or roles.operator(before, after)
        raw = text[token.start : token.end]
        yield Fact(
            report_id=report.report_id, block=place.block or 0, start=token.start, end=token.end, subject=subject, qualifier=bond.qualifier,
            role=role, action=bond.action, direction=direction, per=token.per or (roles.price_per(before) if token.unit in MONEY else ""), frame=frame, slot=slot,
            quantity=Quantity(value=token.value, upper=token.upper, unit=token.unit, op=op, raw=raw, text=raw, source=source),
            period=when, project=report.project, sentence_start=start, sentence_end=end, quote=quote, section=section, source=source,
        )  # fmt: skip
        edge = told = bond.noun_end
        slot, previous = slot + 1, role


class _Memory:
    """What the sentence has spoken of so far, for quantities that name nothing themselves."""

    def __init__(self) -> None:
        self.subject = ""
        self.topic = ""
        self.unit = ""

    def complete(self, bond: Bond, token: Token, text: str, start: int, clause_start: int, role: Role) -> str:
        """The subject, taken from earlier in the sentence where the clause names none or only a rate."""
        subject = bond.subject
        if role == "after" and self.subject:
            return self.subject
        if role == "threshold" and not subject:
            return ""
        rate = token.unit in ("%", "‰") or bool(_RATE.search(subject))
        if rate:
            if subject and len(subject) <= 5 and self.topic and not subject.startswith(self.topic):
                return self.topic + subject
            return subject or self.subject
        if not subject:
            return "" if token.unit in _PERSONS and self.unit not in _COUNTS_PEOPLE else self.subject
        self.unit = token.unit or ""
        if not bond.after and len(subject) <= 4 and clause_start > start:
            subject = expand(subject, text, start, clause_start)
        self.subject = self.topic = subject
        return subject


def _located(place: Source, token: Token, quote: str) -> Source:
    return Source(
        document_id=place.document_id, report_id=place.report_id, block=place.block, page=place.page, table=place.table, row=place.row,
        col=place.col, start=token.start, end=token.end, box=place.box, quote=quote,
    )  # fmt: skip


def _frame(text: str, start: int, end: int, inside: list[Token]) -> str:
    pieces, position = [], start
    for token in inside:
        if token.kind == "quantity":
            pieces.append(text[position : token.start])
            position = token.end
    pieces.append(text[position:end])
    if "#" in text:  # 3#楼: only quantities stand as # in a frame
        pieces = [piece.replace("#", "＃") for piece in pieces]
    return _BLANKS.sub("", "#".join(pieces))
