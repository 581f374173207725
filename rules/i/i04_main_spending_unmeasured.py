"""I04: the main expenditure of a project, without any goal or indicator that speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Evidence, Hit, Report, Severity
from rules.figures import MONEY, evidence, lacking, short, show
from rules.forms.lines import FUND_COLUMNS, fund_total
from rules.naming.names import compared, pairs_of
from rules.naming.projects import narratives
from rules.naming.synonyms import SAME_THINGS
from rules.prose.claims import Claim, amount_of
from rules.prose.owners import form_at
from rules.prose.phrases import phrases_of
from rules.prose.spending import spendings
from rules.registry import rule
from rules.wording import name_of, spot_of

_WORKS = re.compile(
    r"工程|建设|搬迁|改造|装修|修缮|新建|扩建|采购|购置|设备|系统|平台|软件|补偿|征地|拆迁|租赁|安置|补助|补贴|奖励|物资|施工|改扩建|救助|扶持"
)
_ROUTINE = re.compile(
    r"工资|薪酬|劳务|人员|办公|水费|电费|差旅|印刷|会议|培训费|社保|公积金|绩效奖|食堂|物业|维修费|邮电|通讯|保洁|伙食|加班|"
    r"维护|维保|运维|线路|带宽|网络服务|云资源|云服务"
)
_TAIL = re.compile(
    r"(?:工程|建设|项目|采购|购置|购买|设备|系统|平台|软件|补助|补贴|补偿|奖励|租赁|施工|经费|资金|支出|费用|费|款|专项|服务)+$"
)
_BUILDING = re.compile(r"(?:土建|装饰|装修|建筑|建安|安装|施工|主体|基础|改造|建设|工程|及|和|与|、|费用?|支出)+")
_BUILT = re.compile(r"改造|新建|改建|扩建|建成|建设|修缮|工程|竣工|完工|验收|交付")
"""What a form measures of works, whatever is built."""
_GENERIC = frozenset(pairs_of("项目工程建设经费资金支出服务管理补助补贴中心购置费用专项采购设备其他单位新建改造"))
_HEAD = 4
"""Characters before 工程 and the like that say what was bought: 政务中心搬迁工程 bought 搬迁."""
_YUAN, _YUAN_LEAST = Decimal(10000), Decimal(10)
_CONTENT = re.compile(r"主要内容|建设内容|项目内容|主要任务|实施内容")


@rule("I04", title="主要支出没有绩效指标", severity=Severity.HIGH, basis="S5", priority=1)
def main_spending_unmeasured(dossier: Dossier, *, share: float = 0.3, grave: float = 0.5) -> Iterator[Hit | Check]:
    """正文列明的单项支出占项目执行数 share 以上，项目自评表的目标、三级指标却没有一处涉及，花钱最多的事没有被评价。

    取支出名称里“工程、采购、补助”等通用词之前的词（搬迁工程取“搬迁”），除去单位名中已有的，只要出现在项目名称、
    预期目标、实际完成情况或三级指标里（文献与藏书、管网与管道一类视为同一事物；只写土建、装修、施工的，是工程本身，有改造、完工、验收一类指标即为涉及），
    或正文用某指标的完成数算过它的单价，即视为已有指标。只看工程、采购、补助一类支出；工资、办公、水电、差旅，以及软件维护、线路租用等日常运转支出本来就不设专门指标，不报。占 grave 以上的为高，其余为中。

    反例：某项目1376.93万元用于搬迁工程，占84.6%，自评表目标和指标只写窗口服务。
    正例：某项目300万元用于河道清淤，指标有“清淤方量≥5万方”。
    """
    done: set[str] = set()
    for spending in spendings(dossier):
        report = spending.report
        form = form_at(dossier, report, spending.items[0].fact.block) if spending.items else None
        total = _executed(form) if form and report.kind == "project_narrative" else None
        if form is None or not total or report.report_id in done:
            continue
        done.add(report.report_id)
        text = _measured(form)
        large = [item for item in spending.items if (amount_of(item.fact.quantity) or 0) >= total * Decimal(str(share))]
        alone = [item for item in large if _is_works(item) and not _spoken_of(item, form, text)]
        for item in alone:
            yield _tell(form, item, total, Decimal(str(grave)))
        if not alone:
            detail = "、".join(f"“{item.label}”" for item in large) or f"没有单项支出达到执行数的{short(Decimal(str(share)) * 100)}%"
            yield Check(
                rule="I04",
                report_id=report.report_id,
                status=CheckStatus.PASS,
                detail=f"主要支出{detail}：目标或指标已涉及，或属日常运转" if large else detail,
            )
    for report in narratives(dossier):
        if report.kind == "project_narrative" and report.report_id not in done:
            yield lacking("I04", report, "正文没有列出支出明细，或没有对应的自评表")


def _executed(form: Report) -> Decimal | None:
    line = fund_total(form)
    return amount_of(line.executed, line.unit) if line is not None and line.executed is not None else None


def _is_works(item: Claim) -> bool:
    return bool(_WORKS.search(item.label)) and not _ROUTINE.search(item.label)


def _measured(form: Report) -> str:
    """All the form says of goals and indicators, in compared wording."""
    rows = "，".join(f"{row.level3}，{row.target.text or row.target.raw}" for row in form.indicators)
    return compared(f"{form.goal_expected or ''}，{form.goal_actual or ''}，{rows}，{form.project or ''}")


def _spoken_of(item: Claim, form: Report, text: str) -> bool:
    """Whether what the money bought — the word before 工程, 采购 and the like — stands among goals and indicators."""
    thing = compared(_TAIL.sub("", item.label))[-_HEAD:]
    known = pairs_of(compared(form.department or "")) | _GENERIC
    words = [pair for pair in pairs_of(thing) if len(pair) == 2 and pair not in known]
    if not words or any(pair in text for pair in words) or (_BUILDING.fullmatch(item.label) and _BUILT.search(text)):
        return True
    groups = [group.split() for group in SAME_THINGS]
    return any(any(word in item.label for word in group) and any(word in text for word in group) for group in groups) or _priced(item, form)


def _priced(item: Claim, form: Report) -> bool:
    """Whether the narrative prices the item by what an indicator counts: 126.4万元 ÷ 3.12万册 is the 40.51元 it tells for one."""
    amount = (amount_of(item.fact.quantity) or Decimal(0)) * _YUAN
    prices = {fact.quantity.value for fact in item.report.facts if fact.quantity.unit == "元" and fact.quantity.value is not None}
    for row in form.indicators:
        count = amount_of(row.actual, row.target.unit)
        if not count or row.actual.unit in ("%", "‰", "分") or row.actual.unit in MONEY:
            continue
        price = amount / count
        if price >= _YUAN_LEAST and any(round(price, places) in prices for places in (0, 1, 2)):
            return True
    return False


def _tell(form: Report, item: Claim, total: Decimal, grave: Decimal) -> Hit:
    line = fund_total(form)
    assert line is not None and line.executed is not None
    amount = amount_of(item.fact.quantity) or Decimal(0)
    percent = short(amount / total * 100, 2)
    content = [
        phrase.evidence(found, label=f"{phrase.place}主要内容")
        for phrase in phrases_of(item.report)
        if (found := _CONTENT.search(phrase.text))
    ]
    sides: list[Evidence] = [item.evidence, *content[:1]]
    sides.append(evidence(f"{name_of(form)}“{line.line}”{dict(FUND_COLUMNS)['executed']}", line.executed))
    return Hit(
        message=f"{item.place}列支“{item.label}”{show(item.fact.quantity)}，占{name_of(form)}全年执行数{show(line.executed)}的{percent}%，"
        "而该自评表的年度目标和三级指标没有一处涉及，主要支出未设绩效指标（指标应覆盖主要支出内容）。",
        evidence=tuple(sides),
        key=f"{item.name.body}|{spot_of(form)}",
        observed=f"{percent}%",
        severity=None if amount >= total * grave else Severity.MEDIUM,
        formula=f"{short(amount)} ÷ {short(total)} = {percent}%",
    )
