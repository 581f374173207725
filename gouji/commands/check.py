"""`gouji check`: one or more files read and checked together in this process, findings on the terminal, nothing published."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import typer

from gouji.commands.named import bytes_of
from gouji.config import load_settings
from gouji.console import plain
from gouji.dossiers import group_dossiers
from gouji.entries import Reading
from gouji.exits import PUBLISHED, UNREAD_FILES
from gouji.in_worker import quiet_libraries
from gouji.layout import paint, screen, wrap
from gouji.reading import read_bytes, record_of
from model import CheckStatus, DocumentRecord, Finding, Outcome, Problem, Report, Severity
from publish import rows
from publish.tables import TABLES
from publish.words import ERRORS, SEVERITIES, place, report_name


class Checked(msgspec.Struct, frozen=True):
    """Files read and checked together."""

    records: tuple[DocumentRecord, ...]
    reports: tuple[Report, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    """Of reading."""

    @property
    def findings(self) -> list[Finding]:
        """All findings, worst first."""
        order = list(Severity)
        found = [finding for outcome in self.outcomes for finding in outcome.findings]
        return sorted(found, key=lambda f: (f.department, f.year or 0, order.index(f.severity)))

    @property
    def statuses(self) -> Counter[CheckStatus]:
        """How many relations came out which way."""
        return Counter(check.status for outcome in self.outcomes for check in outcome.checks)


def check_files(files: list[Path], format: str, config: Path | None) -> int:
    """Check the files as one submission; returns the exit code (3 when one could not be read)."""
    settings = load_settings(config)
    import rules as checking
    from gouji.neighbours import with_neighbours
    from rules.comparing.sketch import sketch_of

    records, readings = zip(*(read_path(path) for path in files), strict=True)
    reports = tuple({report.report_id: report for reading in readings for report in reading.reports}.values())
    folders = {reading.sha256[:16]: path.absolute().parent.as_posix() for path, reading in zip(files, readings, strict=True)}
    sketches = {reading.sha256[:16]: sketch_of(reading.reports) for reading in readings if reading.reports}
    dossiers = with_neighbours(group_dossiers(reports, folders), sketches)
    outcomes = tuple(checking.check(dossier, settings.rules) for dossier in dossiers)
    checked = Checked(records, reports, outcomes, tuple(problem for reading in readings for problem in reading.problems))
    if format == "json":
        typer.echo(json.dumps(_as_json(checked), ensure_ascii=False, indent=1, default=str))
    else:
        for line in _as_text(checked):
            typer.echo(line)
    return UNREAD_FILES if any(record.status == "failed" for record in records) else PUBLISHED


def read_path(path: Path) -> tuple[DocumentRecord, Reading]:
    """A file named by the user, read in this process. Stops with exit code 2 when there is no such file."""
    quiet_libraries()
    data = bytes_of(path)
    reading = read_bytes(data, hashlib.sha256(data).hexdigest(), path.as_posix())
    return record_of(path.as_posix(), reading), reading


def _as_text(checked: Checked) -> Iterator[str]:
    columns = screen(100)
    for record in checked.records:
        if record.status == "failed":
            yield plain(f"未能读取：{record.path}（{ERRORS.get(record.error or '', '')}）{record.message or ''}")
        elif record.status == "partial":
            yield plain(f"部分读取：{record.path}：{record.message or ''}")
    reports = {report.report_id: report for report in checked.reports}
    groups: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        groups[finding.department, finding.year].append(finding)
    for (department, year), findings in groups.items():
        yield ""
        yield paint(plain(f"{department or '（未写明部门）'}　{f'{year}年' if year else '（未写明年度）'}"), "bold")
        for severity in SEVERITIES:
            for finding in (f for f in findings if f.severity == severity and not _follows(f, findings)):
                yield from _finding_lines(finding, reports, columns, "")
                for other in (f for f in findings if f.root == finding.finding_id):
                    yield from _finding_lines(other, reports, columns, "    ")
    yield ""
    yield from _totals(checked)


def _follows(finding: Finding, findings: list[Finding]) -> bool:
    return finding.root is not None and any(f.finding_id == finding.root for f in findings)


def _finding_lines(finding: Finding, reports: dict[str, Report], columns: int, indent: str) -> Iterator[str]:
    yield ""
    mark = "由上条引起　" if indent else ""
    yield (
        indent + paint(f"[{SEVERITIES[finding.severity]}]", finding.severity.value) + plain(f" {mark}{finding.title}　{finding.finding_id}")
    )
    yield from (plain(line) for line in wrap(finding.message, columns, first=indent + "  ", rest=indent + "  "))
    for evidence in finding.evidence:
        report = reports.get(evidence.source.report_id or "")
        where = "，".join(filter(None, (report_name(report), place(evidence.source, report))))
        yield from (plain(line) for line in wrap(f"{evidence.label}　{where}", columns, first=indent + "  · ", rest=indent + "    "))
        quote = wrap(f"“{evidence.source.quote}”", columns, first=indent + "    ", rest=indent + "    ")
        yield from (paint(plain(line), "dim") for line in quote)


def _totals(checked: Checked) -> Iterator[str]:
    statuses, severities = checked.statuses, Counter(finding.severity for finding in checked.findings)
    read = sum(record.status != "failed" for record in checked.records)
    passed, failed = statuses[CheckStatus.PASS], statuses[CheckStatus.FAIL]
    yield f"读取 {read}/{len(checked.records)} 个文件，{len(checked.reports)} 份报告；核对 {passed + failed} 个关系，相符 {passed} 个，不符 {failed} 个。"
    if severities:
        yield "疑点：" + "，".join(f"{name} {severities[Severity(severity)]} 条" for severity, name in SEVERITIES.items()) + "。"
    elif checked.reports:
        yield "没有发现疑点。"
    broken = statuses[CheckStatus.EXECUTION_ERROR] + statuses[CheckStatus.PARSE_ERROR]
    if broken:
        yield f"另有 {broken} 个关系未能核对（规则出错或数字未能识别）。"


def _as_json(checked: Checked) -> dict[str, object]:
    """Rows with the columns of the published tables; each finding holds its evidence."""
    findings = []
    for finding in checked.findings:
        evidence = [_named("evidence", row) for row in rows.evidence_rows(finding)]
        findings.append(_named("findings", rows.finding_row(finding)) | {"evidence": evidence})
    problems = [problem for outcome in checked.outcomes for problem in outcome.problems]
    return {
        "documents": [_named("documents", rows.document_row(record)) for record in checked.records],
        "reports": [_named("reports", rows.report_rows(report)["reports"][0]) for report in checked.reports],
        "findings": findings,
        "checks": {status.value: checked.statuses[status] for status in CheckStatus},
        "problems": [_named("problems", row) for row in rows.problem_rows([*checked.problems, *problems])],
    }


def _named(table: str, row: rows.Row) -> dict[str, object]:
    return dict(zip(TABLES[table].names, row, strict=True))
