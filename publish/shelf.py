"""Reports for the page, taken in one by one while a run is laid out, so that only what the page can show stays in memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from model import Check, CheckStatus, Finding, Report, Run, Source
from publish.island import encoded, island
from publish.page_data import Json, passage_data, report_body, report_head, table_data

BUDGET = 24_000_000
"""Bytes of report bodies in the page; once three quarters are spent, only the surroundings of evidence are kept."""
MAX_LINES = 40_000
"""Checks of a large run told one by one."""
MAX_REPORTS = 12_000
"""Reports named in the page beyond those that findings cite."""
AROUND = 4
"""Rows and paragraphs kept on each side of an evidence when there is no room for the whole report."""
TITLE_ROWS = 3
_BODY = re.compile(r'^<script type="application/json" id="report-([^"]+)">(.*)</script>$')
_PICTURE = re.compile(r'^<script type="text/plain" id="picture-([^"]+)">([^<]*)</script>$')
_MAIN = re.compile(r'^<script type="application/json" id="main">(.*)</script>$')
STATES: dict[str, int] = {CheckStatus.PASS.value: 0, CheckStatus.FAIL.value: 1}
"""Place in a tally; 2 for the others."""


class _Main(msgspec.Struct):
    """Of a page's main data what a shelf holds."""

    reports: list[Json]


Tallies = dict[tuple[str | None, str], list[int]]
"""passed, failed, not evaluable: by report and rule."""


class Shelf:
    """Heads and bodies of reports, and how the checks on them came out. Checks and findings first, then the reports."""

    def __init__(self, *, whole: bool = True, budget: int = BUDGET) -> None:
        self.bodies: dict[str, bytes] = {}
        self.pictures: dict[str, str] = {}
        self.tallies: Tallies = defaultdict(lambda: [0, 0, 0])
        self.reasons: dict[tuple[str | None, str], dict[str, None]] = defaultdict(dict)
        self._heads: dict[str, msgspec.Raw] = {}
        self._whole = whole
        self._budget = budget
        self._spent = self._uncited = self._kept = 0
        self._lines: dict[str | None, list[msgspec.Raw]] = defaultdict(list)
        self._counts: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._cited: dict[str, list[Source]] = defaultdict(list)

    def check(self, checks: Iterable[Check]) -> None:
        """Count checks; of a large run all that failed and the first others are kept line by line."""
        for check in checks:
            state = STATES.get(check.status, 2)
            self._counts[check.report_id][state] += 1
            key = (check.report_id, check.rule)
            self.tallies[key if self._whole else (check.report_id, "")][state] += 1
            if self._whole and state == 2:
                self.reasons[key][check.status] = None
            self._tell(check, state)

    def count(self, report_id: str | None, passed: int, failed: int, others: int) -> None:
        """Take in how many checks on a report of a large run came out which way, counted elsewhere."""
        counted = self.tallies[report_id, ""] = self._counts[report_id]  # one list: there may be tens of thousands
        for state, number in enumerate((passed, failed, others)):
            counted[state] += number

    @property
    def lines_wanted(self) -> bool:
        """Whether more checks than those that failed are told line by line."""
        return self._whole or self._kept < MAX_LINES

    def tell(self, checks: Iterable[Check]) -> None:
        """Keep checks counted elsewhere line by line, as far as there is room."""
        for check in checks:
            self._tell(check, STATES.get(check.status, 2))

    def cite(self, findings: Iterable[Finding]) -> None:
        """Note which places findings point at."""
        for finding in findings:
            for evidence in finding.evidence:
                self._cited[evidence.source.report_id or ""].append(evidence.source)

    def add(self, report: Report, path: str | None) -> None:
        """Take in one report; `path` is its file."""
        self.head(report_head(report, path))
        if self.wants(report.report_id):
            self.keep(report)

    def head(self, head: Json) -> None:
        """Take in what the list of reports shows of one."""
        report_id = head["id"]
        if report_id in self._cited or len(self._heads) < MAX_REPORTS:
            self._heads[report_id] = encoded({**head, "checks": self._counts.get(report_id, [0, 0, 0])})

    @property
    def heads(self) -> list[msgspec.Raw]:
        """What the list of reports shows, in its order."""
        return list(self._heads.values())

    def list_again(self, heads: Iterable[Json]) -> None:
        """Take in heads as an earlier page showed them."""
        self._heads.update((head["id"], encoded(head)) for head in heads)

    def wants(self, report_id: str) -> bool:
        """Whether there is room for the body of this report."""
        return self._spent < self._budget and (self._whole or report_id in self._cited or self._uncited < self._budget // 4)

    def arrange(self, report_ids: Iterable[str]) -> None:
        """Put the heads in this order."""
        heads = {report_id: self._heads.pop(report_id) for report_id in report_ids if report_id in self._heads}
        self._heads = heads | self._heads

    def keep(self, report: Report) -> None:
        """Take in a report's body; when little room is left, the surroundings of evidence alone."""
        cited = self._cited.get(report.report_id, ())
        body = _surroundings(report, cited) if self._spent > 0.75 * self._budget else report_body(report)
        body["checks"] = self._lines.get(report.report_id, [])
        text = island(body)
        self._spent += len(text)
        self._uncited += 0 if cited else len(text)
        self.bodies[report.report_id] = text

    def _tell(self, check: Check, state: int) -> None:
        if self._whole or self._kept < (2 if state == 1 else 1) * MAX_LINES:
            self._kept += 1
            line = [check.rule, check.status.value, check.expected, check.observed, check.detail]
            self._lines[check.report_id].append(encoded(line))


def full_shelf(run: Run) -> Shelf:
    """The shelf of a run that holds all its reports and checks."""
    shelf = Shelf()
    paths = {record.document_id: record.path for record in run.documents if record.document_id and not record.duplicate_of}
    shelf.check(run.checks)
    shelf.cite(run.findings)
    for report in run.reports:
        shelf.add(report, paths.get(report.document_id))
    return shelf


def shelf_of_page(path: Path) -> Shelf:
    """The reports of an earlier page, for a run in which nothing but the findings' status changed; empty when it is gone."""
    shelf = Shelf()
    if not path.is_file():
        return shelf
    with path.open(encoding="utf-8") as page:
        for line in page:
            if match := _BODY.match(line):
                shelf.bodies[match[1]] = match[2].encode()
            elif match := _PICTURE.match(line):
                shelf.pictures[match[1]] = match[2]
            elif match := _MAIN.match(line):
                shelf.list_again(msgspec.json.decode(match[1], type=_Main).reports)
    return shelf


def _surroundings(report: Report, cited: Iterable[Source]) -> Json:
    """Only the rows and paragraphs around what findings point at."""
    rows: dict[int, list[int]] = defaultdict(list)
    blocks = set()
    for source in cited:
        if source.row is not None and source.block is not None:
            rows[source.block].append(source.row)
        elif source.block is not None:
            blocks.add(source.block)
    tables = [
        table_data(table, [range(TITLE_ROWS), *(range(row - AROUND, row + AROUND + 1) for row in rows[table.block])])
        for table in report.tables
        if table.block in rows
    ]
    prose = [passage_data(p, None) for p in report.passages if any(abs(p.paragraph.block - block) <= 1 for block in blocks)]
    return {"part": True, "tables": tables, "prose": prose, "indicators": []}
