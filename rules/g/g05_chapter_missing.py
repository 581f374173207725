"""G05: a project's narrative has the chapters and the opening statements its siblings have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from model import Check, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.figures import lacking, passed
from rules.forms.lines import of_kind
from rules.registry import rule
from rules.wording import fold, name_of, spot_of

OPENING = (
    ("项目预期总目标", re.compile(r"(?:预期|总体?|年度|绩效)目标")),
    ("项目内容", re.compile(r"内容(?:是|为|包括|[:：])|用于")),
    ("评价年度", re.compile(r"20\d\d年")),
)
"""What the opening of a project's narrative states."""
_OVERVIEW = re.compile(r"概况|概述|基本情况")
_TASK = re.compile(r"[情况及与和的、]")


@rule("G05", title="报告章节缺失", severity=Severity.LOW, basis="S5", priority=2)
def chapter_missing(dossier: Dossier) -> Iterator[Hit | Check]:
    """项目评价报告应按统一提纲写：本部门其他项目报告大多有的一级章节，某份没有；或概况部分大多写明的预期总目标、评价年度，某份没有写。

    没有统一的章节名称表，因此与兄弟报告比：至少三份项目报告，某章节（名称大致相同即可）有三分之二以上的报告写了才算提纲。只有一两份
    报告的，看不出提纲，记为数据不足。缺的章节、缺的内容各为一条。

    反例：四份报告中三份有“综合评价情况及评价结论”，一份没有。
    正例：四份报告章节相同，只是“存在的问题”写作“存在的主要问题”。
    """
    reports = [report for report in of_kind(dossier, "project_narrative") if report.passages]
    if not reports:
        return
    if len(reports) < 3:
        yield from (lacking("G05", report, "兄弟报告太少，看不出统一提纲") for report in reports)
        return
    chapters = {report.report_id: _chapters(report) for report in reports}
    outline = _common(list(chapters.values()))
    for report in reports:
        missing = [title for title in outline if not any(_same(title, own) for own in chapters[report.report_id])]
        if missing and chapters[report.report_id]:
            yield _hit(report, reports, chapters, missing)
        else:
            yield passed("G05", report, detail=f"{len(outline)}个共同章节齐全")
    yield from _openings(reports)


def _chapters(report: Report) -> dict[str, Passage]:
    return {fold(_title(p)): p for p in report.passages if p.heading and p.level == 1}


def _title(passage: Passage) -> str:
    return (passage.titles[-1] if passage.titles else None) or passage.paragraph.text


def _common(all_chapters: list[dict[str, Passage]]) -> list[str]:
    """Titles that two thirds of the reports have, in some wording."""
    found: list[str] = []
    for chapters in all_chapters:
        for title in chapters:
            if not any(_same(title, known) for known in found):
                holders = sum(any(_same(title, own) for own in other) for other in all_chapters)
                if holders * 3 >= len(all_chapters) * 2 and holders >= 2:
                    found.append(title)
    return found


@lru_cache(maxsize=8192)
def _same(one: str, other: str) -> bool:
    """Titles of one chapter: equal, or with most of their characters in common."""
    if one == other:
        return True
    a, b = Counter(_TASK.sub("", one)), Counter(_TASK.sub("", other))
    common, shorter, longer = sum((a & b).values()), min(sum(a.values()), sum(b.values())), max(sum(a.values()), sum(b.values()))
    return common >= 0.65 * shorter and common >= 0.6 * longer


def _hit(report: Report, reports: list[Report], chapters: dict[str, dict[str, Passage]], missing: list[str]) -> Hit:
    sides = [_passage(report, passage, f"{name_of(report)}章节") for passage in chapters[report.report_id].values()]
    for title in missing:
        other = next((r for r in reports if any(_same(title, own) for own in chapters[r.report_id])), None)
        if other is not None:
            passage = next(p for own, p in chapters[other.report_id].items() if _same(title, own))
            sides.append(_passage(other, passage, f"{name_of(other)}章节"))
    names = "、".join(f"“{title}”" for title in missing)
    return Hit(
        message=f"{name_of(report)}缺少{names}章节，本部门其他项目报告大多有此章节（报告应按统一提纲撰写）。",
        evidence=tuple(sides),
        key=f"{spot_of(report)}|章节",
        expected=names,
        observed="、".join(chapters[report.report_id]),
    )


def _openings(reports: list[Report]) -> Iterator[Hit | Check]:
    openings = {report.report_id: _opening(report) for report in reports}
    told = {rid: [name for name, words in OPENING if any(words.search(p.paragraph.text) for p in ps)] for rid, ps in openings.items()}
    usual = [name for name, _ in OPENING if sum(name in have for have in told.values()) * 3 >= len(reports) * 2]
    for report in reports:
        opening = openings[report.report_id]
        missing = [name for name in usual if name not in told[report.report_id]]
        if not missing or not opening:
            continue
        words = dict(OPENING)[missing[0]]
        others = [r for r in reports if missing[0] in told[r.report_id]]
        yield Hit(
            message=f"{name_of(report)}概况部分没有写{'、'.join(missing)}，本部门其他项目报告大多写明（概况应写明项目的年度、内容和目标）。",
            evidence=(
                *(_passage(report, p, f"{name_of(report)}概况") for p in opening[:3]),
                *(_stating(other, openings[other.report_id], words) for other in others),
            ),
            key=f"{spot_of(report)}|概况",
            expected="、".join(missing),
        )


def _stating(other: Report, opening: list[Passage], words: re.Pattern[str]) -> Evidence:
    """Where a sibling says what is missing."""
    shown = next(passage for passage in opening if words.search(passage.paragraph.text))
    return _passage(other, shown, f"{name_of(other)}概况", at=words)


def _opening(report: Report) -> list[Passage]:
    """The paragraphs below the first chapter's heading."""
    found: list[Passage] = []
    inside = False
    for passage in report.passages:
        if passage.heading and passage.level == 1:
            if inside:
                break
            inside = bool(_OVERVIEW.search(_title(passage)))
        elif inside and not passage.heading:
            found.append(passage)
    return found


def _passage(report: Report, passage: Passage, label: str, *, at: re.Pattern[str] | None = None) -> Evidence:
    paragraph = passage.paragraph
    found = at.search(paragraph.text) if at is not None else None
    start = max(0, found.start() - 30) if found is not None else 0
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page,
        start=start, end=min(len(paragraph.text), start + 120), quote=paragraph.text[start : start + 120],
    )  # fmt: skip
    return Evidence(label=label, source=source)
