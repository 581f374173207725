"""Sums the narratives name, each with the entry of the forms and the columns it may stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Dossier
from rules.figures import Figure
from rules.forms.ledger import (
    ANNUAL,
    BEFORE,
    INITIAL,
    PLANNED,
    PLANNED_BEFORE,
    SPENT,
    TOTAL,
    Entry,
    department_entries,
    entry_of,
    item_named,
    project_entries,
)
from rules.memo import remembered
from rules.naming.names import core_of_project
from rules.naming.projects import resolve
from rules.prose.claims import ACTUAL, Claim, amount_of, every_claim, in_year
from rules.prose.owners import owner_of
from rules.prose.places import text_of
from rules.prose.spending import listed, place_in_text
from rules.wording import fold

_TEN_THOUSAND = Decimal(10000)
_MOST = 10
"""How many times one sum may be another that it is held against."""
_BUDGET = re.compile(r"预算|安排|下达|批复|核定|预计|计划")
_INITIAL = re.compile(r"年初(?:部门|财政|项目)?预算(?:数|额|安排|批复|资金|下达|为)*$")
_ADJUSTED = re.compile(r"(?:全年预算|调整后?预算|调整后的?预算|预算调整后?)(?:数|额|资金|为)*$")
_SPENT = re.compile(r"(?:支出|使用|支付|执行|列支|开支)(?:资金|经费|金额|数|总额|了|为)*$")
_MONEY_WORD = re.compile(r"(?:资金|经费|专项|支出|项目|预算|拨款|费用?)(?:总额|数|共|为)*$")
_NARROW = re.compile(r"其中|结余|结转|追加|调[增减]|节约|增加|减少|缺口|到位|剩余|拨付|欠|尾款|首付|预付|质保")
_WHOLE = re.compile(r"项目|全年|年度|本年|当年|专项|总|预算|资金总")
"""Words that say a sum is all the project's."""
_OFFICE = re.compile(
    r"(?:^|其中|年度?|全年)([\u4e00-\u9fff]{1,14}(?:[局委办院馆校站厅部所队]|中心|机关))(?:的|本级)?(?=[\u4e00-\u9fff]*(?:支出|经费|采购|接待|公车|公务|出国))"
)
_OWN_OFFICE = re.compile(r"[我本全该]")
_BUDGETED = re.compile(r"(?:年初|全年|调整后?的?)预算")
_THING = re.compile(r"工程|合同|设备|预付|尾款|货款|进度款|应[支付]|采购|购置|补贴|物资|车辆|装备|标段|验收|比例")
_PLANNED_WHOLE = re.compile(r"(?:(?:19|20)\d\d年度?|全年|本年度?)共?安排(?:本?项目|财政|专项)+(?:资金|经费)")
_ANOTHER = re.compile(r"另外?|其中|此外|同时还?|还|又")
_COUNTED = re.compile(r"(?:\d|[一二三四五六七八九十两几])(?:[\d,.]*)(?!年|月|日|万?元|亿|千元|%|个?百分点|号|分)[万亿]?[\u4e00-\u9fff]")
"""A number of things: 432套."""
_PROJECT_TALK = re.compile(r"项目|专项|工程")


_OF_LIST = re.compile(
    r"(?:^|[，,；;。：:、（(\s])(?P<named>(?:以上|上述|前述|这|各|全部|[两二三四五六七八九十]|\d{1,2})+(?:大?项|个|类|笔|者)(?:资金|经费|支出|费用|项目|专项)*)?"
    r"(?:共计|合计|总计|总共|一共|共)(?:为|达到?|约|资金|金额)*$"
)
"""What makes a sum that of the list before it, and not of the item the list ends with: 甲240万元、乙330万元，两项合计570万元."""
_ARRANGED = re.compile(r"(?:安排|下达|批复|预算)[^，,。；;：:、\d支出]{0,12}(?:\d[\d,.]*[万亿]?元[、和及]?[^，,。；;：:、\d支出]{2,24})*$")
"""A verb of budgets that leads a list: 安排甲240万元、乙330万元."""
_MONEY = re.compile(r"\d[万亿]?元")
_ONE_SOURCE = re.compile(
    r"一般公共预算|公共财政|政府性基金|国有资本|财政拨款|[省市县区州]财政|上级|中央|省级|市级|县级|区级|本级|单位资金|其他资金|自有|结转"
)
"""Words by which a budget is of one source of money, not of all."""
_SHARE = re.compile(r"[，,（(]?占(?!比?为?100%)")
_SOURCE_SUM = re.compile(
    r"(?:中央|上级|本级|地方|自筹|单位资金|其他资金|自有|社会资本|[省市县区州]级?(?:财政)?)(?:财政)?(?:补助|配套|安排|投入|资金|拨款|专项|转移支付)*\d[\d,.]*[万亿]?元"
)
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
_DATED = re.compile(r"(?:19|20)\d\d")
_BEFORE_NAME = re.compile(
    r"(?:本年|全年|年度|共|实际|安排|下达|用于|其中|实施|[我本该]?[局委办院校中心单位部门县市区]{0,4}|财政|拨付|投入|支出|支付)*"
)
_AFTER_NAME = re.compile(
    r"(?:项目|专项|工程|补助|经费|资金|支出|费用?|年初|全年|调整后?的?|本年|年度|当年|实际|共|总|预算|安排|下达|批复|执行|使用|支付|列支|开支|决算|金额|总额|数|额|为|了|合计)*"
)
_AFTER_ALIKE = re.compile(
    r"(?:年初|全年|调整后?的?|本年|当年|实际)?(?:预算|安排|下达|批复|执行|使用|支付|列支|支出|决算)(?:资金|经费|金额|总额|数|额|为|了)*$"
)


class Told(msgspec.Struct, frozen=True):
    """A sum in prose with the entry of the forms it names."""

    claim: Claim
    entry: Entry
    columns: tuple[str, ...]
    """The columns it may equal."""
    sure: bool
    """Whether the name is the form's own, not only alike."""


@remembered
def amounts_told(dossier: Dossier) -> tuple[Told, ...]:
    """Every sum in prose that names an entry of the forms which prints a figure there."""
    return tuple(_told(dossier))


def _told(dossier: Dossier) -> Iterator[Told]:
    details = listed(dossier)
    for claim in every_claim(dossier):
        fact = claim.fact
        if claim.unit != "万元" or fact.quantity.value is None or fact.per or fact.quantity.op not in (None, "=", "≈"):
            continue
        if fact.role not in (*ACTUAL, "part", "target") or _NARROW.search(claim.label) or _of_one_source(claim) or _of_list(claim):
            continue
        overall, inner = claim.report.kind == "overall_narrative", place_in_text(claim) in details
        told = _project_told(dossier, claim) if overall or not inner else None
        told = told or _owner_told(dossier, claim, inner=inner)
        told = told or (_department_told(dossier, claim) if overall else _own_told(dossier, claim, inner=inner))
        if told is not None and (figures := told.entry.under(*told.columns)) and any(_near(claim, figure) for figure in figures):
            yield told


def _near(claim: Claim, figure: Figure) -> bool:
    """Whether two sums may be one: of like size, or the same digits with the point astray. A project's 597万元 are not a fund's 53.6亿元."""
    one, other = amount_of(claim.fact.quantity) or Decimal(0), figure.value
    if not one or not other:
        return True
    digits = [value.normalize().as_tuple().digits for value in (one, other)]
    return digits[0] == digits[1] or max(one, other) <= _MOST * min(one, other)


def slipped(one: Decimal, other: Decimal) -> bool:
    """Whether two sums have the same digits ten thousand times apart: 元 taken for 万元."""
    return bool(one and other) and (one == other * _TEN_THOUSAND or other == one * _TEN_THOUSAND)


def _project_told(dossier: Dossier, claim: Claim) -> Told | None:
    """A sum that carries a project's name, alone or with the words that name its column."""
    entries = project_entries(dossier)
    plain = fold(_YEAR.sub("", claim.label))
    if item_named(claim.label) or len(plain) < 3:
        return None
    for name in sorted(entries, key=len, reverse=True):
        core = fold(core_of_project(name))
        before, found, after = plain.partition(core)
        if found and len(core) >= 3 and _BEFORE_NAME.fullmatch(before) and _AFTER_NAME.fullmatch(after):
            columns = _columns(claim, before + after, (*PLANNED, *SPENT) if _is_arranged(claim) else (*SPENT, *PLANNED))
            return Told(claim=claim, entry=entries[name], columns=columns, sure=True) if columns else None
    words = _AFTER_ALIKE.search(claim.label)
    alike = resolve(claim.label[: words.start()] if words else claim.label, entries)
    columns = _columns(claim, words.group() if words else "", (*SPENT, *PLANNED))
    return Told(claim=claim, entry=entries[alike], columns=columns, sure=False) if alike and columns else None


def _department_told(dossier: Dossier, claim: Claim) -> Told | None:
    """A sum of the overall narrative that names one of the department's items in full."""
    name = item_named(claim.label)
    said_before = claim.clause[: -len(claim.label)] if claim.clause.endswith(claim.label) else claim.clause
    if (
        name is None
        and (_INITIAL.search(claim.label) or _ADJUSTED.search(claim.label))
        and not _PROJECT_TALK.search(said_before + claim.label)
        and not _ONE_SOURCE.search(claim.label)
        and owner_of(dossier, claim.report, claim.fact) is None
    ):
        name = TOTAL
    entry = department_entries(dossier).get(name or "")
    if entry is None or _of_another_office(claim):
        return None
    if name in ("公用", "人员", TOTAL) and _PROJECT_TALK.search(said_before.rpartition("基本支出")[2]):
        return None
    columns = _columns(claim, claim.label, SPENT)
    return Told(claim=claim, entry=entry, columns=columns, sure=name != "公用" or "公用" in claim.label) if columns else None


def _owner_told(dossier: Dossier, claim: Claim, *, inner: bool) -> Told | None:
    """A sum that names only its column, and is another project's than the narrative's by its sentence or heading."""
    if (inner and claim.report.project) or not _plain_columns(claim):
        return None
    owner = owner_of(dossier, claim.report, claim.fact)
    entry = project_entries(dossier).get(owner.project or "") if owner is not None else None
    if owner is None or entry is None or not (owner.sentence or (claim.fact.role != "part" and not _of_one_thing(claim))):
        return None
    named = owner.sentence or claim.report.kind == "overall_narrative"
    columns = _plain_columns(claim, named=named)
    return Told(claim=claim, entry=entry, columns=columns, sure=owner.sure) if columns else None


def _own_told(dossier: Dossier, claim: Claim, *, inner: bool) -> Told | None:
    """A sum of a project's narrative that names no other thing than the project's money."""
    if inner or claim.fact.role == "part":
        return None
    entry, columns = entry_of(dossier, claim.report), _plain_columns(claim)
    if entry is None or not columns or _of_one_thing(claim) or owner_of(dossier, claim.report, claim.fact) is not None:
        return None
    return Told(claim=claim, entry=entry, columns=columns, sure=True)


def _plain_columns(claim: Claim, *, named: bool = False) -> tuple[str, ...] | None:
    """The columns of a sum that names no thing; with `named` only of one that names its column."""
    label = re.sub(
        r"^(?:(?:19|20)\d\d年度?|本年度?|上年度?|去年|当年|全年|年度|该|本|此|项目|共|实际|累计|总|财政|资金|专项|经费|已|截至\w*)+",
        "",
        claim.label,
    )
    if _INITIAL.search(claim.label) or _ADJUSTED.search(claim.label):
        return _columns(claim, claim.label, SPENT)
    if _SPENT.fullmatch(label) and _SPENT.search(claim.label):
        return _columns(claim, claim.label, SPENT)
    if _PLANNED_WHOLE.fullmatch(claim.label):
        return _columns(claim, claim.label, PLANNED)
    if not named and (label == "" or _MONEY_WORD.fullmatch(label)):
        return _columns(claim, claim.label, (*SPENT, *PLANNED))
    return None


def _of_another_office(claim: Claim) -> bool:
    """Whether the words before the sum give it to an office that is only a part of the department: 县疾控中心基本支出312.6万元."""
    fact = claim.fact
    said = re.split(r"[，；;：:、]", text_of(claim.report, fact)[fact.sentence_start : fact.start])[-1]
    named = _OFFICE.search(said)
    if named is None or _OWN_OFFICE.match(named[1]):
        return False
    own, office = fold(claim.report.department or ""), fold(named[1]).lstrip("省市县区州旗镇乡")
    rest = iter(own)
    return bool(own) and len(office) > 1 and not all(char in rest for char in office) and own not in named[1]  # 卫健局 is 卫生健康局


def _of_one_source(claim: Claim) -> bool:
    """Whether a sum is a share of the money (占80.6%), or one of several sources the sentence names: 县财政安排1100万元，市级补助760万元."""
    fact = claim.fact
    text = text_of(claim.report, fact)
    before, after = text[fact.sentence_start : fact.start], text[fact.end : fact.sentence_end]
    if _SHARE.match(after):
        return True
    return bool(_ONE_SOURCE.search(claim.label)) and bool(_SOURCE_SUM.search(after) or _SOURCE_SUM.search(before))


def _of_list(claim: Claim) -> bool:
    """Whether a sum is said to be all that the sentence lists before it, and names nothing itself."""
    fact = claim.fact
    said = text_of(claim.report, fact)[fact.sentence_start : fact.start]
    found = _OF_LIST.search(said)
    return found is not None and len(_MONEY.findall(said)) > (0 if found["named"] else 1)


def _is_arranged(claim: Claim) -> bool:
    """Whether a sum with only a name stands in a list that is led by a verb of budgets."""
    fact = claim.fact
    return bool(_ARRANGED.search(text_of(claim.report, fact)[fact.sentence_start : fact.start]))


def _of_one_thing(claim: Claim) -> bool:
    """Whether what stands before the sum in its part of the sentence speaks of one thing done, so that the money is that thing's.

    另购置防护装备432套，支出225.6万元 is not all the project spent; 下达预算1860万元，支出1800万元 is.
    """
    fact = claim.fact
    said = re.split(r"[；;：:]", text_of(claim.report, fact)[fact.sentence_start : fact.start])[-1]
    before = said[: len(said) - len(claim.label)] if said.endswith(claim.label) else said
    if "收入" in before:
        return True  # the balance of a fund or a firm
    for name in (claim.report.project, claim.report.project_as_written):
        before = before.replace(name, "") if name else before
    if _WHOLE.search(claim.label) or _BUDGETED.search(before):
        return False
    if _THING.search(before):
        return True
    return bool(_ANOTHER.match(before.strip())) or any(_COUNTED.search(part) for part in re.split(r"[，,、]", before))


def _columns(claim: Claim, words: str, usual: tuple[str, ...]) -> tuple[str, ...] | None:
    """The columns a sum may stand in, from the words around its name and its year; None for a year no column is of."""
    period, year = claim.period, claim.report.year
    if not in_year(period, year):
        before = period in ("上年", "上年度", "去年") or (year is not None and _DATED.search(period or "") and in_year(period, year - 1))
        return (PLANNED_BEFORE if _BUDGET.search(words) and not _SPENT.search(words) else BEFORE) if before else None
    if _INITIAL.search(words) or words.endswith("年初"):  # 年初安排, of which the verb is no part of the name
        return (INITIAL, "budget")
    if _ADJUSTED.search(words):
        return (ANNUAL,)
    if _BUDGET.search(words):
        return PLANNED
    return usual
