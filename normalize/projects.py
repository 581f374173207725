"""Names the project of each project report; a narrative that names it slightly differently is matched to its form's project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

import msgspec
from msgspec.structs import replace

from model import Report
from normalize.context import field_value
from normalize.titles import project_of_title

_OPENING_PASSAGES = 12
_STATED = re.compile(
    r"^(?:20\d\d年度?)?(?:我单位|本单位|我局|本项目)?(?P<name>(?!全年|本年|其中|年初|财政|上级|下达|安排|收到|到位|预算|总)[^，。；：年][^，。；：]{3,60}?"
    r"(?:经费|资金|项目|专项|工程|补助|补贴))(?:预算|总额|合计)?(?:(?:共?安排|投入|下达|到位|批复)(?:资金|经费|预算)?)?(?:共计|共|为|是)?(?=[\d.]+万?元)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LEAST = 0.34
_WITH_AMOUNT = r"[^，。；\d]{0,12}\d[\d,]*(?:\.\d+)?(?:[万亿]?元|分)"
_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．])\s*(?P<head>[\u4e00-\u9fff（）()、]{4,24})(?:$|[。：:])"
)
_HEAD_TAIL = re.compile(
    r"(?:项目|专项|绩效|目标|任务|产出|效益|实施|完成|使用|执行|进展|开展|落实|自评|评价|总体|基本|成效|概况|情况|及|和|与|的)+$"
)
_GENERAL = re.compile(
    r"(?:项目|专项|资金|经费|预算|支出|绩效|目标|任务|产出|效益|效果|管理|实施|使用|执行|工作|组织|实施|过程|决策|制度|建设|评价|自评|结论|问题|建议|措施|分析|"
    r"社会|经济|生态|可持续|影响|服务|对象|满意度?|质量|数量|时效|成本|指标|主要|存在|改进|情况|基本|单位|部门|及其?|和|与|的|、)+"
)
_TELLING = 4
"""Characters a name in a title needs to say which project it is."""
_CLASS = re.compile(
    r"类(?:专项|财政|重点)?(?:项目|资金|工程)|(?<![第\d])(?:各|全部|[两二三四五六七八九十]+|\d{1,2})个?(?:重点|专项)?项目|综述|汇总"
)
"""Words of a title that is of several projects: 校舍类项目, 三个项目, 综述."""
_ANNOUNCED = re.compile(
    r"(?<![第之\d其])(?:[两二三四五六七八九十]+|[2-9]|[1-9]\d)个[^，,。；;：:\d]{0,6}项目(?!部|区|点|组|之一|中的|里的)|"
    r"项目共?有?(?:[两二三四五六七八九十]+|[2-9]|[1-9]\d)个(?!月|方面|阶段|子|标段|工作|季度)"
)
"""A narrative says how many projects it tells of: 项目三个, 5个项目."""
_LISTED = '[”"》]?(?:项目|专项|工程)?(?:[、，]|[以]?及|和|与)[“"《]?'
"""What stands between two projects that a sentence lists."""
_OFFICE = re.compile(r"[局委办院馆校站厅部会镇乡所队]$|中心$|政府$|街道$|机关$")


def name_projects(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports of one document, or of one dossier, with their projects.

    A form names its project itself. A narrative that speaks of several forms' projects, each by its full name with an amount or
    score or in a heading of its own, and is titled with none, is of all of them and gets no project, where narratives are fewer
    than forms or this one announces several (校舍类项目, 项目三个); under a title of a class a list of names tells as much. Any other
    narrative gets the form project of the same department it speaks of most, no form twice while another is free; what the
    narrative itself calls it stays in `project_as_written`.
    """
    named = [_from_form(report) if report.kind == "project_self_eval" else report for report in reports]
    forms = [report for report in named if report.kind == "project_self_eval" and report.project]
    narratives = [(i, report) for i, report in enumerate(named) if report.kind == "project_narrative"]
    speeches = {i: _listen(report) for i, report in narratives}
    marks = [_marks(form) for form in forms]
    pairs = [(i, j) for i, report in narratives for j, form in enumerate(forms) if _together(form, report)]
    fewer = len(narratives) < len(forms)
    of_all = {i: [forms[j].project or "" for k, j in pairs if k == i] for i, _ in narratives}
    shared = {i for i, _ in narratives if (fewer or speeches[i].announced) and _is_of_several(speeches[i], of_all[i])}
    pairs = [(i, j) for i, j in pairs if i not in shared]
    likeness = sorted(
        ((_likeness(*marks[j], speeches[i]), i, j) for i, j in pairs),
        key=lambda entry: (-entry[0], named[entry[1]].department != forms[entry[2]].department, entry[1], entry[2]),
    )
    taken: set[int] = set()
    chosen: dict[int, Report] = {}
    for score, i, j in likeness:
        if score >= _LEAST and i not in chosen and j not in taken:
            chosen[i] = forms[j]
            taken.add(j)
    for i, report in narratives:
        form = chosen.get(i)
        if i in shared:
            named[i] = replace(report, project=None, project_as_written=None)
            continue
        as_written = _closest(form.project, speeches[i]) if form is not None and form.project else speeches[i].written
        named[i] = replace(report, project=form.project if form is not None else as_written, project_as_written=as_written)
    return tuple(named)


def _is_of_several(speech: _Speech, projects: Sequence[str]) -> bool:
    """Whether a narrative without a project in its title tells of several: each by its full name with an amount or score, or in a heading."""
    known = [name for name in projects if len(name) >= _TELLING]
    if speech.titled and (not speech.classed or any(name in (speech.written or "") for name in known)):
        return False
    told = _listed(speech.opening, known) if speech.classed else set()
    told |= {name for name in known if re.search(re.escape(name) + _WITH_AMOUNT, speech.opening)}
    for heading in speech.headings:
        holding = [name for name in known if heading in name]
        told.update(
            holding if len(holding) == 1 and 4 * len(heading) >= 3 * len(holding[0]) else [name for name in holding if name == heading]
        )
    return sum(not any(name != other and name in other for other in told) for name in told) > 1


def _listed(opening: str, known: Sequence[str]) -> set[str]:
    """The projects that an opening lists one after another."""
    name = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    lists = re.finditer(rf"(?:{name})(?:{_LISTED}(?:{name}))+", opening) if name else ()
    return {found for whole in lists for found in re.findall(name, whole.group())}


def _headings(report: Report) -> frozenset[str]:
    """What the headings of a narrative name, without number and words like 完成情况; short and general ones are left out."""
    lines = (passage.paragraph.text.strip() for passage in report.passages if passage.level is not None)
    heads = (_HEAD_TAIL.sub("", found["head"]) for line in lines if (found := _HEAD.match(line)) is not None)
    return frozenset(head for head in heads if len(head) >= _TELLING and _GENERAL.fullmatch(head) is None)


def _from_form(report: Report) -> Report:
    name = field_value(report, "project") or project_of_title(report.title, report.department)
    return replace(report, project=name, project_as_written=name)


def _together(form: Report, narrative: Report) -> bool:
    """Whether nothing says that they are of different departments or years; 某局及所属单位 and 县某局 are 某县某局."""
    if form.year is not None and narrative.year is not None and form.year != narrative.year:
        return False
    one, other = sorted((form.department or "", narrative.department or ""), key=len)
    return not one or other.startswith(one) or other.endswith(one)


class _Speech(msgspec.Struct, frozen=True):
    """What a narrative says of its project."""

    written: str | None
    opening: str
    pairs: frozenset[str]
    """Pairs of neighbouring characters of its opening."""
    named: frozenset[str]
    """The same of the name it gives its project."""
    titled: bool
    """Whether its title says which project it is of."""
    classed: bool
    """Whether its title says that it is of a class of projects."""
    announced: bool
    """Whether its title or opening says that it is of several projects."""
    headings: frozenset[str]
    """What its headings name."""
    numbers: frozenset[str]


def _listen(report: Report) -> _Speech:
    written, opening = _as_written(report), "\n".join(passage.paragraph.text for passage in report.passages[:_OPENING_PASSAGES])
    numbers, headings = frozenset(_NUMBER.findall(opening)), _headings(report)
    titled, classed = _is_titled(report), _CLASS.search(project_of_title(report.title, report.department) or "") is not None
    announced = classed or _ANNOUNCED.search(opening) is not None
    return _Speech(written, opening, _pairs(opening), _pairs(written or ""), titled, classed, announced, headings, numbers)


def _is_titled(report: Report) -> bool:
    """Whether the title names a project, and not only the office."""
    titled = project_of_title(report.title, report.department) or ""
    return len(titled) >= _TELLING and _OFFICE.search(titled) is None


def _marks(form: Report) -> tuple[frozenset[str], frozenset[str]]:
    """What a narrative about the form's project would say: its name in pairs of characters, its amounts."""
    amounts = (q.value for line in form.funds[:1] for q in (line.executed, line.annual_budget) if q and q.value and q.value > 1)
    return _pairs(form.project or ""), frozenset(map(str, amounts))


def _as_written(report: Report) -> str | None:
    """The name a narrative gives its project: in its title, or before the first amount it states."""
    titled = project_of_title(report.title, report.department)
    if titled:
        return titled
    for passage in report.passages[:_OPENING_PASSAGES]:
        found = _STATED.search(passage.paragraph.text)
        if found:
            return found["name"]
    return None


def _likeness(name: frozenset[str], amounts: frozenset[str], speech: _Speech) -> float:
    """0..1 and a little more: how much of the form's project name the narrative's own name or its opening holds, and its amounts.

    A title of other words, and no amount in common: what the opening names is only a part of what the narrative is of.
    """
    paid = bool(amounts & speech.numbers)
    if not name or (speech.titled and not paid and not name & speech.named):
        return 0.0
    same = len(name & speech.named) / len(name | speech.named) if speech.named else 0.0
    return max(same, len(name & speech.pairs) / len(name) * 0.6) + (0.3 if paid else 0.0)


def _closest(project: str, speech: _Speech) -> str | None:
    """What the narrative calls the project: its stated name when that is like it, else the form's own name where it occurs."""
    if project in speech.opening:
        return project if speech.written is None or project not in speech.written else speech.written
    return speech.written


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(add, text, text[1:]))
