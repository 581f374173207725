"""Facts of prose as statements about a named object, with what must agree before two of them may be held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Dossier, Fact, Report
from rules.comparing.objects import basis_of, measure_of, object_of, period_of, same_measure
from rules.figures import MONEY
from rules.memo import remembered
from rules.prose.places import stage_told, text_of

_GENERIC = re.compile(
    r"工作人员|专项资金|项目资金|财政资金|相关人员|服务对象|培训人员|专项经费|项目经费|资金总额|各类人员|其他人员|"
    r"受益群众|参训人员|办公经费|补助资金|其他支出|工作经费|专业人员|管理人员|服务人员|其他资金|各类项目|重点项目|"
    r"具体项目|发现问题|各类问题|存在问题|相关单位|有关单位|业务工作|专题会议|培训活动|宣传活动|办理事项|各类事项|"
    r"群众满意度|服务对象满意度|累计完成|项目总投资|总投资|投资额|人员经费|公用经费|办公费|培训费|会议费|差旅费|"
    r"维修费|劳务费|印刷费|水电费|物业费|其他费用"
)
"""Names that mean another thing in every paragraph."""
STOCK = re.compile(
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
_OF_ONE = re.compile(r"项目|工程|其中|专项|基本支出|经费|[省市县区]级|[县区镇乡]|中央|季度|月底|月末|批")
_CLAUSE = re.compile(r"[，；。：,;:]")
_AMONG_THEM = re.compile(r"中(?:的|已?有)?[，,]?$")
_SOME_OF = re.compile(r"^[\u4e00-\u9fff]{2,10}中(?:的|已?有)?[，,]?[\d一二三四五六七八九十两]")
_OF_ALL = re.compile(r"(?:^|[，。；：、,;:]|涉及|覆盖|惠及|在|从|对|现有|共有?|辖区内?|全(?:街道|[市县区省州镇乡村局院校]))$")
"""涉及182个村民小组中的37个: the first are all there are, the second are not compared; 已建档的62个村民小组中的37个 are of some."""
_WHOLE_BEFORE = re.compile(
    r"(?:共有?|共计|总计|合计|现有|实有|下?辖|下设|内设|设有|拥有|总数|全街道|全[市县区省州镇乡村局院校])[^，。；、\d]{0,10}$"
)


class Statement(msgspec.Struct, frozen=True, eq=False):
    """One fact as something asserted of its object."""

    report: Report
    fact: Fact
    name: str
    """The object as compared."""
    key: tuple[str, str, str, str, frozenset[str], str, str]
    """What must be equal: object, action, period, price unit, basis, kind of measure, stage."""
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


def _read(report: Report, fact: Fact) -> Statement | None:
    value = fact.quantity.value
    if value is None or fact.role in ("before", "after", "threshold", "change") or not fact.subject:
        return None
    name = object_of(fact)
    if len(name) < 2 or len(name) > 24:
        return None
    text = text_of(report, fact)
    before, follow = text[max(fact.sentence_start, fact.start - 80) : fact.start], text[fact.end : min(fact.sentence_end, fact.end + 80)]
    if _AMONG_THEM.search(before):
        return None
    if name.startswith("资金") and name.endswith("进度") and _OF_ONE.search(text[fact.sentence_start : fact.start]):
        return None  # 园舍改造项目…支出率86%: of one thing, not of all the money
    if not fact.action and fact.subject[-2:] not in _CLAUSE.split(before)[-1] + follow[:26]:
        return None  # taken over from an earlier clause: 秋季培训班3期，共5期
    whole = bool(_WHOLE_BEFORE.search(before)) or fact.role == "total" or bool(_SOME_OF.match(follow) and _OF_ALL.search(before))
    after = follow.lstrip("的“").startswith(fact.subject[:2])
    action = "" if fact.action in _STATES else _ACTIONS.get(fact.action, fact.action)
    kind = "money" if fact.quantity.unit in MONEY else "rate" if fact.quantity.unit in ("%", "‰") else "count"
    target = "目标" if fact.role == "target" and not STOCK.search(name) else ""
    key = (name, action, period_of(fact, report.year), fact.per, basis_of(fact, before + target), kind, stage_told(report, fact))
    return Statement(report, fact, name, key, whole, after, follow[:24], _definite(name, fact))


def _definite(name: str, fact: Fact) -> bool:
    """A name that means one thing wherever it stands in the dossier."""
    if _GENERIC.fullmatch(name):
        return False
    if STOCK.search(name):
        return True
    if fact.quantity.unit in ("%", "‰"):
        return len(name) >= 5
    return len(name) >= 4
