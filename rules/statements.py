"""Facts of prose as statements about a named object, with what must agree before two of them may be held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Dossier, Fact, Report, Severity
from rules.figures import MONEY
from rules.memo import remembered
from rules.objects import basis_of, measure_of, object_of, period_of, same_measure, value_of
from rules.places import same_scope, text_of

_GENERIC = re.compile(
    r"工作人员|专项资金|项目资金|财政资金|相关人员|服务对象|培训人员|专项经费|项目经费|资金总额|各类人员|其他人员|"
    r"受益群众|参训人员|办公经费|补助资金|其他支出|工作经费|专业人员|管理人员|服务人员|其他资金|各类项目|重点项目|"
    r"具体项目|发现问题|各类问题|存在问题|相关单位|有关单位|业务工作|专题会议|培训活动|宣传活动|办理事项|各类事项|"
    r"群众满意度|服务对象满意度|累计完成|项目总投资|总投资|投资额|人员经费|公用经费|办公费|培训费|会议费|差旅费|"
    r"维修费|劳务费|印刷费|水电费|物业费|其他费用"
)
"""Names that mean another thing in every paragraph."""
_STOCK = re.compile(
    r"(?:乡镇|镇街|街道|行政村|村居|社区|自然村|村民小组|党支部|党总支|内设机构|内设股室|内设科室|股室|科室|下属单位|下属事业单位|二级机构|二级单位|事业单位|在职人员|退休人员|离退休人员|离休人员|编制|党员|"
    r"中小学|幼儿园|卫生院|卫生室|敬老院|水库|编外人员|聘用人员|临聘人员|驾驶员|执法人员|领导职数)$"
)
_STATES = frozenset(["", "设", "设置", "设立", "配备", "保障", "设有", "安排", "建成", "覆盖"])
_ACTIONS = {
    "组织": "开展",
    "组织开展": "开展",
    "组织召开": "召开",
    "举办": "开展",
    "承办": "受理",
    "收到": "受理",
    "接收": "受理",
    "上传": "发布",
    "公布": "发布",
    "更换": "更新",
}
_WHOLE_BEFORE = re.compile(r"(?:共有?|共计|总计|合计|现有|实有|下?辖|下设|内设|设有|拥有|总数|全[市县区省镇乡局院校])[^，。；、]{0,12}$")
_PROJECT_END = re.compile(r"(?:专项|补助|工作)?(?:经费|资金|项目|支出)$")
_PASSIVE = re.compile(r"[^，。；]{0,12}(?:被评|获评|获得|荣获|受到|不合格|未|参加|参与)")
_PLACES = re.compile(r"(?:全[市县区省州镇乡国局院校]|[我本](?:[市县区省州镇乡局委办院校部厅]|单位|部门|中心)|局机关|辖区内?|目前|)$")


class Statement(msgspec.Struct, frozen=True, eq=False):
    """One fact as something asserted of its object."""

    report: Report
    fact: Fact
    name: str
    """The object as compared."""
    key: tuple[str, str, str, str, frozenset[str], str]
    """What must be equal: object, action, period, price unit, basis, kind of measure."""
    whole: bool
    """The number is said to be all there are (共, 现有, 全县)."""
    after: bool
    """The noun follows the number (30名河长), so that a part may be meant."""
    follow: str
    definite: bool
    """The name means one thing wherever it stands."""
    single: bool = True
    """No other number in its paragraph is told of the same name."""

    def measured_as(self, other: Statement) -> bool:
        """True when both are counted with measure words that may stand for each other."""
        return same_measure(self.fact.quantity.unit, other.fact.quantity.unit)


@remembered
def statements(dossier: Dossier) -> tuple[Statement, ...]:
    """The facts of the dossier that name an object."""
    return tuple(_statements(dossier))


def _statements(dossier: Dossier) -> Iterator[Statement]:
    found = [s for report in dossier.reports for fact in (*report.facts, *report.goal_facts) if (s := _read(report, fact))]
    names = {statement.name for statement in found if not statement.after and statement.definite}
    named = [_rename(statement, names) for statement in found]
    told: dict[tuple[object, ...], set[Decimal | None]] = defaultdict(set)
    for statement in named:
        told[_spot(statement)].add(statement.fact.quantity.value)
    for statement in named:
        single = len(told[_spot(statement)]) == 1
        yield statement if single else msgspec.structs.replace(statement, single=False)


def _spot(statement: Statement) -> tuple[object, ...]:
    """What two numbers of one paragraph share when they are told of the same name."""
    fact = statement.fact
    return fact.report_id, fact.block, measure_of(fact.quantity.unit), statement.key


def _rename(statement: Statement, names: set[str]) -> Statement:
    shorter = _known_start(statement.name, names) if statement.after else None
    return msgspec.structs.replace(statement, name=shorter, key=(shorter, *statement.key[1:])) if shorter else statement


def _known_start(name: str, names: set[str]) -> str | None:
    """The longest name known from elsewhere that this one begins with: 村级河长 of 村级河长按月巡河."""
    return next((name[:end] for end in range(len(name), 3, -1) if name[:end] in names), None)


def doubt(one: Statement, other: Statement, *, siblings: int) -> Severity | None:
    """How grave it is that the two differ; None when both may be true. `siblings` is how much else their paragraphs say alike."""
    a, b = one.fact, other.fact
    if (a.report_id, a.block, a.source.row, a.source.col, a.sentence_start) == (
        b.report_id,
        b.block,
        b.source.row,
        b.source.col,
        b.sentence_start,
    ):
        return None
    if not _same_qualifier(a.qualifier, b.qualifier):
        return None
    if (a.role == "target") != (b.role == "target") and (
        not _STOCK.search(one.name) or {a.quantity.op, b.quantity.op} & {"≥", "≤", ">", "<"}
    ):
        return None  # a target missed is C05's matter; what a department has (staff, units) is no target
    same_report = one.report is other.report
    scope = same_scope(one.report, other.report) or _of_project(one, other)
    if siblings and (copied := _doubt_copies(one, other, siblings)):
        return copied
    if not one.definite:
        return None
    money = a.quantity.unit in MONEY
    if money and not (same_report or (scope and len(one.name) >= 5)):
        return None
    if one.key[1]:
        return _doubt_deeds(one, other, scope)
    if a.quantity.unit in ("%", "‰"):
        return Severity.HIGH if scope or (len(one.name) >= 7 and "满意" not in one.name) else None
    if {a.role, b.role} & {"target", "part"} and a.role != b.role and not _STOCK.search(one.name) and not money:
        return None
    if not scope and not (_STOCK.search(one.name) or one.whole or other.whole) and len(one.name) < 6:
        return None
    if not scope and one.report.project and other.report.project and not _STOCK.search(one.name) and not (one.whole and other.whole):
        return None
    return _doubt_states(one, other)


def _of_project(one: Statement, other: Statement) -> bool:
    """True when the department's report names the very object that the other report's project is named after."""
    projects = {report.project for report in (one.report, other.report)} - {None, ""}
    return len(projects) == 1 and _PROJECT_END.sub("", projects.pop() or "") == one.name


def _doubt_copies(one: Statement, other: Statement, siblings: int) -> Severity | None:
    """Two paragraphs that tell the same things: what differs between them was changed in one only."""
    if one.report.project and other.report.project and not same_scope(one.report, other.report):
        return Severity.MEDIUM if siblings >= 3 and one.definite else None
    if (
        (one.report is other.report and one.fact.block == other.fact.block)
        or not (one.single and other.single)
        or {one.fact.role, other.fact.role} & {"target"}
    ):
        return None
    if siblings >= 2:
        return Severity.HIGH if one.definite or siblings >= 3 else Severity.MEDIUM
    return Severity.MEDIUM if one.definite else None


def _doubt_states(one: Statement, other: Statement) -> Severity | None:
    """Two counts of what there is; a number before its noun may be a part of the whole."""
    parts = [s for s in (one, other) if s.after and not s.whole]
    if not parts:
        return Severity.HIGH
    if len(parts) == 2:
        return Severity.MEDIUM if _alike_digits(one, other) and not any(_PASSIVE.match(s.follow) for s in parts) else None
    part, rest = parts[0], other if parts[0] is one else one
    if (value_of(part.fact.quantity) or 0) > (value_of(rest.fact.quantity) or 0):
        return Severity.HIGH
    return Severity.MEDIUM if _alike_digits(one, other) and not _PASSIVE.match(part.follow) else None


def _doubt_deeds(one: Statement, other: Statement, scope: bool) -> Severity | None:
    """Two counts of what was done: only totals of the year can be held against each other."""
    if not scope:
        return None
    firm = [s.whole or s.fact.role == "total" or s.fact.period is not None for s in (one, other)]
    if all(firm):
        return Severity.HIGH
    return Severity.MEDIUM if any(firm) and _alike_digits(one, other) else None


def _read(report: Report, fact: Fact) -> Statement | None:
    value = fact.quantity.value
    if value is None or fact.role in ("before", "after", "threshold", "change") or not fact.subject:
        return None
    name = object_of(fact)
    if len(name) < 2 or len(name) > 24:
        return None
    text = text_of(report, fact)
    before, follow = text[fact.sentence_start : fact.start], text[fact.end : fact.sentence_end]
    whole = bool(_WHOLE_BEFORE.search(before)) or fact.role == "total"
    after = follow.lstrip("的“").startswith(fact.subject[:2])
    action = "" if fact.action in _STATES else _ACTIONS.get(fact.action, fact.action)
    kind = "money" if fact.quantity.unit in MONEY else "rate" if fact.quantity.unit in ("%", "‰") else "count"
    target = "目标" if fact.role == "target" and not _STOCK.search(name) else ""
    key = (name, action, period_of(fact, report.year), fact.per, basis_of(fact, before + target), kind)
    return Statement(report, fact, name, key, whole, after, follow[:24], _definite(name, fact))


def _definite(name: str, fact: Fact) -> bool:
    """A name that means one thing wherever it stands in the dossier."""
    if _GENERIC.fullmatch(name):
        return False
    if _STOCK.search(name):
        return True
    if fact.quantity.unit in ("%", "‰"):
        return len(name) >= 5
    return len(name) >= 4


def _same_qualifier(one: str, other: str) -> bool:
    return one == other or (bool(_PLACES.match(one)) and bool(_PLACES.match(other)))


def _alike_digits(one: Statement, other: Statement) -> bool:
    """True when one number looks like a slip of the other: digits swapped, or one changed, in numbers of two digits or more."""
    a, b = (_digits(s.fact.quantity.value) for s in (one, other))
    if len(a) != len(b) or len(a) < 2:
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _digits(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f").replace(".", "")
