"""Which project a place in a narrative speaks of: the one its heading names, the one its sentence names, or the narrative's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from model import Dossier, Fact, Passage, Report
from rules.forms.ledger import project_entries
from rules.memo import remembered
from rules.naming.names import core_of_project, without_number
from rules.naming.projects import form_of, forms_by_project, resolve
from rules.prose.places import text_of

_SHORTEST = 4
"""Characters a project's name needs to be known inside a sentence or a heading."""
_MOST = 0.75
"""Share of a project's name that a heading which does not give it in full must hold."""
_FIRST = re.compile(r"(?P<first>[^。：:，；,;\d]{4,24})(?:[。：:]|$)")
_LEAD = re.compile(r"^(?:第?[一二三四五六七八九十\d]+(?:部分|[、.．:：])|[（(][一二三四五六七八九十\d]+[)）]|关于|[“\"《])*")
_TAIL = re.compile(
    r"(?:[”\"》]|项目|专项|经费|资金|预算|支出|绩效|目标|任务|产出|效益|工作|实施|完成|使用|执行|进展|开展|落实|自评|评价|分析|结果|总体|基本|主要|"
    r"成效|概况|情况|方面|部分|及|和|与|、|的|管理|[（(][^（）()]*[)）])+$"
)
_MARKS = '[“”"‘’（）()《》、·-]*'
_SEVERAL = re.compile(
    r"(?:(?<![第\d])(?:[2-9]|[1-9]\d|[两二三四五六七八九十]+)个|各个?|全部|所有|(?:以|如)?上述?(?:[两二三四五六七八九十\d]+个)?)"
    r"(?:重点|专项|财政|预算|部门|自评|评价|支出|上述|其他)*项目(?!部|区|点|库|资金管理|内容)|项目(?:合计|总计|共计)"
)
"""Words that say a sum is of several projects together."""
_MONEY_TALK = re.compile(
    r"(?:项目|专项|工程|补助|经费|资金|支出|费用?|年初|全年|年末|调整后?的?|本年度?|年度|当年|(?:19|20)\d\d年度?|实际|累计|共|总|预算|安排|下达|批复|到位|追加|调[增减]|"
    r"执行率|支付率|支出率|使用率|执行|使用|支付|列支|开支|决算|结余|结转|完成|进度|率|金额|总额|数|额|为|了|达到?|合计|财政|其中|单位|自筹|中央|省级?|市级?|县级?|"
    r"[\d.,]+|万元|亿元|元|%|％|[，,、：:（）()\s]|“|”)*"
)
"""What may stand between a project's name and a sum that is still its own: other sums of it, and nothing that was done or bought."""
_BUDGETED = re.compile(
    r"[”\"》]?(?:项目|专项|工程|补助|经费|资金)*(?:年初|全年|调整后?的?|本年度?|年度|当年|(?:19|20)\d\d年度?|共|总|财政)*(?:预算|安排|下达|批复)"
)
_AMOUNT = re.compile(r"\d万?元")
_HEAD_OF_CLAUSE = re.compile(
    r"(?:^|[，,；;。：:、（(\s])(?:其中|此外|另外|同时|一是|二是|三是|四是|五是|[①-⑳]|(?:19|20)\d\d年度?|本年度?|全年|[（(]?\d+[)）.．、]|对于?|“|《)*$"
)


class Named(msgspec.Struct, frozen=True):
    """A project named in a text."""

    project: str
    start: int
    end: int


class Owner(msgspec.Struct, frozen=True):
    """Whose a sum, rate or score in a narrative is."""

    project: str | None
    """The project by its form's name; None when it is of several projects, or of one that cannot be told."""
    sure: bool
    """Whether the place names it as the form does, and not only alike."""
    sentence: bool = False
    """Whether its sentence says so, and not only the heading."""


def owner_of(dossier: Dossier, report: Report, fact: Fact) -> Owner | None:
    """Whose a quantity is, where its sentence or heading says so; None when they name nothing but the narrative's own project."""
    if report.kind not in ("project_narrative", "overall_narrative") or not projects_known(dossier):
        return None
    said = text_of(report, fact)[fact.sentence_start : fact.start]
    said = said[max(said.rfind(mark) for mark in "；;") + 1 :]
    named = named_in(dossier, said)
    if named and named[-1].project != project_of(dossier, report):
        told = _is_told(said, named)
        return Owner(project=named[-1].project if told else None, sure=told, sentence=True)
    if _SEVERAL.search(said, named[-1].end if named else 0):
        return Owner(project=None, sure=False, sentence=True)
    return None if named else headed(dossier).get((report.report_id, fact.block))


def _is_told(said: str, named: list[Named]) -> bool:
    """Whether the only project a part of a sentence names stands at the head of its clause, with its budget, and nothing else since."""
    name, after = named[-1], said[named[-1].end :]
    before = said[: name.start]
    if len({other.project for other in named}) > 1 or not _HEAD_OF_CLAUSE.search(before) or not _MONEY_TALK.fullmatch(after):
        return False
    return bool(_BUDGETED.match(after)) and not ("其中" in before and _AMOUNT.search(before))


@remembered
def forms_told(dossier: Dossier) -> dict[tuple[str, int | None], Report | None]:
    """The form of every report under its id and None, and under its blocks where their heading names another project."""
    found: dict[tuple[str, int | None], Report | None] = {(r.report_id, None): form_of(dossier, r) for r in dossier.reports}
    kinds = {report.report_id: report.kind for report in dossier.reports}
    named = forms_by_project(dossier)
    for (report_id, block), owner in headed(dossier).items():
        if kinds[report_id] == "project_narrative":
            found[report_id, block] = named.get(owner.project or "")
    return found


def form_at(dossier: Dossier, report: Report, block: int) -> Report | None:
    """The form of the project a paragraph is of: that of the project its heading names, else the narrative's."""
    known = forms_told(dossier)
    return known.get((report.report_id, block), known.get((report.report_id, None)))


def project_of(dossier: Dossier, report: Report) -> str | None:
    """The narrative's own project as the forms name it."""
    form = form_of(dossier, report)
    if form is not None and form.kind == "project_self_eval":
        return form.project
    name = report.project or report.project_as_written
    return resolve(name, projects_known(dossier)) if name else None


def named_in(dossier: Dossier, said: str) -> list[Named]:
    """The projects a text names in full; a name that stands inside a longer one is not named."""
    pattern, names = _names(dossier)
    if pattern is None:
        return []
    return [Named(names[int((found.lastgroup or "p0")[1:])], found.start(), found.end()) for found in pattern.finditer(said)]


@remembered
def projects_known(dossier: Dossier) -> tuple[str, ...]:
    """The projects of the forms and of 基础数据表, by name."""
    return tuple({**forms_by_project(dossier), **project_entries(dossier)})


@remembered
def _names(dossier: Dossier) -> tuple[re.Pattern[str] | None, list[str]]:
    """One pattern of all projects' names without their endings, longest first."""
    known = {name: core_of_project(name) for name in projects_known(dossier)}
    names = sorted((name for name, core in known.items() if len(core) >= _SHORTEST), key=lambda name: (-len(known[name]), name))
    parts = (f"(?P<p{place}>{_MARKS.join(map(re.escape, known[name]))})" for place, name in enumerate(names))
    return (re.compile("|".join(parts)) if names else None), names


@remembered
def headed(dossier: Dossier) -> dict[tuple[str, int], Owner]:
    """By report and block: the project named by the heading a paragraph stands under, where that is not the narrative's own."""
    cores = {name: core_of_project(name) for name in projects_known(dossier)}
    found: dict[tuple[str, int], Owner] = {}
    for report in dossier.reports if cores else ():
        if report.kind in ("project_narrative", "overall_narrative"):
            own = project_of(dossier, report)
            found.update(((report.report_id, block), owner) for block, owner in _under_headings(report, cores) if owner.project != own)
    return found


def _under_headings(report: Report, cores: dict[str, str]) -> Iterable[tuple[int, Owner]]:
    known: dict[str, Owner | None] = {}
    for passage in report.passages:
        path = passage.section
        if passage.level is not None:
            known[path] = _named_by(_heading(passage), cores)
        while path and known.get(path) is None:
            path = path.rpartition("/")[0]
        owner = known.get(path)
        if owner is not None:
            yield passage.paragraph.block, owner


def _heading(passage: Passage) -> str:
    """The words a numbered paragraph is headed with: its short first sentence, or what stands before a colon."""
    text = without_number((passage.paragraph.text or passage.paragraph.raw).strip())
    found = _FIRST.match(text)
    return found["first"].strip() if found is not None else ""


def _named_by(heading: str, cores: dict[str, str]) -> Owner | None:
    """The project a heading names: in full, or without its first or last word, which no other project's name may hold."""
    plain = _LEAD.sub("", heading)
    for words in (core_of_project(plain), core_of_project(_TAIL.sub("", plain))):
        if len(words) < _SHORTEST:
            continue
        holding = {name: core for name, core in cores.items() if words in core}
        same = next((name for name, core in holding.items() if core == words), None)
        if same is not None:
            return Owner(project=same, sure=True)
        if len(holding) == 1 and all(len(words) >= _MOST * len(core) for core in holding.values()):
            return Owner(project=next(iter(holding)), sure=False)
    return None
