"""E03: the office's name, posts, staff, telephone and head are the same in all its reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from model import Check, Dossier, Evidence, Hit, Report, Severity, Source
from rules.comparing.evaluated import strangers
from rules.figures import HALF, passed, short
from rules.forms.lines import of_kind
from rules.forms.staff import staff_of
from rules.prose.claims import every_claim
from rules.registry import rule
from rules.wording import fold, name_of, spot_of

_UNIT = re.compile(r"部门名称|预算部门|预算单位|单位名称|主管部门|实施单位|填报单位")
_POSTS = re.compile(r"编制(?:数|人数|总数)?$|核定编制|人员编制|行政编制.{0,4}事业编制")
_SERVING = re.compile(
    r"^(?:(?:19|20)\d\d(?=年[末底])|(?:19|20)\d\d年|年末|年底|截至年[末底]|现有|现|实有|实际|共有|共|本单位|我单位|我局|全局)*(?:有)?在职(?:在编)?(?:职工|人员|干部|干部职工|工作人员|人数)?(?:人数|总数)?$"
)
_KNOWN = re.compile(
    r"财政|民政|教育|体育|农业|林业|渔业|牧业|水利|水务|水文|交通|公安|司法|商务|税务|气象|文化|文旅|文物|旅游|民族|宗教|信访|统计|审计|档案|统战|组织|宣传|"
    r"国资|住建|城管|环境|医保|卫生|卫健|应急|消防|科技|工信|人社|人防|粮食|供销|残联|妇联|工会|团委|科协|文联|侨联|法院|检察"
)
"""Words that make two offices of names alike."""
_TELLING = frozenset("一二三四五六七八九十0123456789东西南北中上下左右大小甲乙丙丁新老省市县区镇乡村街支分高初幼")
"""Characters by which places, schools and units of one kind are told apart: 第一中学 and 第二中学, 大队 and 支队."""
_DIGITS = re.compile(r"\D")


@rule("E03", title="单位基本信息不一致", severity=Severity.MEDIUM, basis="S5")
def same_office(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一部门各报告的单位名称、编制数、在职人数、单位负责人和同一填表人的电话应当一致；全角半角、空格、连字符写法不同不算不一致。

    单位名称（表内填写的，和报告标题里的）只在相差一两个字（疑为笔误）时报，主管部门与实施单位本就可以不同；只差序数、方位、大小、层级的（第一中学与第二中学）是两个单位。编制、在职人数以基础数据表与正文相比，正文须写明“编制”
    “在职”；分项编制（行政、事业）和离退休人员不比。任一方没有写的不适用。同一文件中、或填报日期表明同批报送的某份报告写成上一年度，而本年
    又缺这份报告的，疑年度写错。整体报告里写所评价的是别的单位（“了解某局2023年度部门整体支出的使用效益”），而全部材料别处没有提到该单位的，
    疑沿用他人报告；按照、根据该单位的通知要求的，财政、审计等人人都会写到的单位，本部门的简称和上下级不算。

    反例：基础数据表在职 26 人，整体自评报告写“在职人员28人”；两张表的单位负责人不同。
    正例：一表电话“0730-5244006”，另一表“0730－5244006”。
    """
    yield from _names(dossier)
    yield from _signed(dossier)
    yield from _staff(dossier)
    yield from _years(dossier)
    for stranger in strangers(dossier):
        report = stranger.phrase.report
        yield Hit(
            message=f"{stranger.phrase.place}写“{stranger.phrase.evidence(stranger.found).source.quote}”，而这是{report.department}的报告，"
            f"全部材料没有别处提到“{stranger.office}”，疑沿用其他部门的报告没有改（所评价的单位应为本部门）。",
            evidence=(stranger.phrase.evidence(stranger.found), _title(report)),
            key=f"评价对象|{spot_of(report)}",
            expected=report.department,
            observed=stranger.office,
        )


def _title(report: Report) -> Evidence:
    source = Source(document_id=report.document_id, report_id=report.report_id, page=report.first_page, quote=report.title)
    return Evidence(label=f"{name_of(report)}标题", source=source)


def _names(dossier: Dossier) -> Iterator[Hit | Check]:
    named: dict[str, list[tuple[Report, Source, str]]] = defaultdict(list)
    for report in dossier.reports:
        for field in report.fields:
            if _UNIT.search(field.label) and fold(field.value):
                named[fold(field.value)].append((report, field.source, field.value))
        if report.kind in ("overall_narrative", "project_narrative") and report.department and report.department in report.title:
            source = Source(document_id=report.document_id, report_id=report.report_id, page=report.first_page, quote=report.title)
            named[fold(report.department)].append((report, source, report.department))
    ranked = sorted(named, key=lambda name: -len(named[name]))
    for place, name in enumerate(ranked):
        near = next((other for other in ranked[:place] if _slip(name, other)), None)
        if near is not None:
            yield _differ("单位名称", named[near][0], named[name][0], key=f"单位名称|{min(near, name)}")
    if len(ranked) == 1 and len(named[ranked[0]]) > 1:
        yield passed("E03", named[ranked[0]][0][0], observed=ranked[0], detail="单位名称一致")


def _years(dossier: Dossier) -> Iterator[Hit | Check]:
    """Reports that carry the year before although they came in the same file, or were signed with the others."""
    before = dossier.previous
    if before is None or dossier.year is None or len(before.reports) * 2 > len(dossier.reports):
        return
    files = {report.document_id for report in dossier.reports}
    present = {(report.kind, report.project) for report in dossier.reports}
    for report in before.reports:
        signed = report.signoff.prepared_on if report.signoff is not None else None
        late = signed is not None and signed.year > dossier.year
        if (report.kind, report.project) in present or not (report.document_id in files or late):
            continue
        source = Source(
            document_id=report.document_id, report_id=report.report_id, page=report.first_page, quote=report.title or str(report.year)
        )
        yield Hit(
            message=f"{name_of(report)}写的年度是{report.year}年，而同批报送的其他{len(dossier.reports)}份报告都是{dossier.year}年，"
            f"且{dossier.year}年没有这份报告，疑年度写错（同一次报送的报告年度应当一致）。",
            evidence=(Evidence(label=f"{name_of(report)}年度", value=str(report.year), source=source),),
            key=f"年度|{spot_of(report)}",
            expected=str(dossier.year),
            observed=str(report.year),
        )


def _slip(one: str, other: str) -> bool:
    """Names of about one length that differ in a character or two, as typing errors do."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4 or one in other or other in one:
        return False
    if set(_KNOWN.findall(one)) ^ set(_KNOWN.findall(other)):
        return False  # 民政局 and 财政局 are two offices
    match = SequenceMatcher(None, one, other, autojunk=False)
    changed = "".join(one[a:b] + other[c:d] for kind, a, b, c, d in match.get_opcodes() if kind != "equal")
    return match.ratio() >= 0.8 and not set(changed) & _TELLING


def _signed(dossier: Dossier) -> Iterator[Hit | Check]:
    heads: dict[str, tuple[Report, Source, str]] = {}
    phones: dict[str, dict[str, tuple[Report, Source, str]]] = defaultdict(dict)
    for report in dossier.reports:
        signed = report.signoff
        if signed is None or report.kind == "other":
            continue
        if signed.head:
            heads.setdefault(fold(signed.head), (report, signed.source, signed.head))
        if signed.prepared_by and signed.phone:
            phones[fold(signed.prepared_by)].setdefault(_DIGITS.sub("", signed.phone), (report, signed.source, signed.phone))
    if len(heads) > 1:
        one, other, *_ = heads.values()
        yield _differ("单位负责人", one, other, key="单位负责人")
    elif heads:
        yield passed("E03", next(iter(heads.values()))[0], detail="单位负责人一致")
    for who, numbers in phones.items():
        if len(numbers) > 1:
            one, other, *_ = numbers.values()
            yield _differ(f"填表人{who}的联系电话", one, other, key=f"电话|{who}", severity=Severity.LOW)
        else:
            yield passed("E03", next(iter(numbers.values()))[0], detail=f"填表人{who}的联系电话一致")


def _differ(
    what: str, one: tuple[Report, Source, str], other: tuple[Report, Source, str], *, key: str, severity: Severity | None = None
) -> Hit:
    sides = tuple(Evidence(label=f"{name_of(report)}{what}", source=source) for report, source, _ in (one, other))
    return Hit(
        message=f"{what}不一致：{name_of(one[0])}为“{one[2]}”，{name_of(other[0])}为“{other[2]}”（同一部门的基本信息应当一致）。",
        evidence=sides,
        key=key,
        expected=one[2],
        observed=other[2],
        severity=severity,
    )


def _staff(dossier: Dossier) -> Iterator[Hit | Check]:
    forms = of_kind(dossier, "basic_data")
    if len(forms) != 1 or len(staff_of(forms[0])) != 1:
        return
    staff = staff_of(forms[0])[0]
    for claim in every_claim(dossier):
        if claim.unit not in ("人", "名", "个") or claim.report.kind != "overall_narrative" or claim.fact.quantity.value is None:
            continue
        label = fold(claim.label)
        posts = bool(_POSTS.search(label)) and not re.search(r"行政|事业|工勤|参公|空编|超编|公益", label)
        figure = staff.posts if posts else staff.serving if _SERVING.search(label) else None
        if figure is None:
            continue
        value = claim.fact.quantity.value
        if abs(value - figure.value) < HALF:
            yield passed("E03", claim.report, expected=short(figure.value), observed=short(value), detail=f"{figure.label}与正文一致")
            continue
        gap = abs(value - figure.value)
        yield Hit(
            message=f"{figure.label}为{short(figure.value)}人，{claim.place}写“{claim.label}{claim.fact.quantity.raw}”，相差{short(gap)}人"
            "（编制数和在职人数表文应当一致）。",
            evidence=(figure.evidence, claim.evidence),
            key="编制" if posts else "在职",
            expected=short(figure.value),
            observed=short(value),
            difference=short(value - figure.value),
        )
