"""report.html: one self-contained page that shows every finding with both sides in their surroundings."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from model import Finding, Handbook, Run
from publish.album import Album, Crop
from publish.page_data import MAX_FINDINGS, check_counts, checks_by_report, finding_data, report_body, report_head, rule_data
from publish.page_figures import figures
from publish.safe_text import legal
from publish.words import CHECKS, ENDINGS, ERRORS, KINDS, SEVERITIES, STATUSES
from publish.workbook import finding_rows

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = tuple(f"page/{name}.js" for name in ("base", "context", "finding", "list", "findings", "reports", "review", "main"))
BEIJING = timezone(timedelta(hours=8))
MAX_FILES = 3000
MAX_PLAIN = 300
"""Findings repeated as plain text for browsers without scripts."""
REPORT_BUDGET = 24_000_000
"""Bytes of whole reports embedded in the page; of the others only what findings point at is kept."""


def write_page(run: Run, path: Path, previous: Run | None = None, *, handbook: Handbook | None = None, crop: Crop | None = None) -> None:
    """Write the page of `run` to `path`. `crop` gives pictures of PDF places; without it the page shows none."""
    handbook = handbook or {}
    rows = finding_rows(run, handbook)
    shown = [row.finding for row in rows[:MAX_FINDINGS]]
    album = Album(crop)
    main = _main(run, handbook, shown, album, left_out=len(rows) - len(shown))
    script, style = _assets()
    counted = figures(run, previous)
    files = sorted(run.documents, key=lambda record: (record.status == "ok", record.status == "partial"))
    html = _template().render(
        run=run,
        finished=run.finished.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"),
        style=style,
        script=script,
        script_hash=_hash(script),
        style_hash=_hash(style),
        figures=counted,
        changes=[(key, STATUSES[key], getattr(counted, key)) for key in ("new", "open", "reopened", "gone")],
        main=island(main),
        reports=list(_reports(run)),
        pictures=album.pictures(),
        plain=[finding for finding in shown[:MAX_PLAIN] if finding.status != "gone"],
        files=files[:MAX_FILES],
        files_left_out=max(0, len(files) - MAX_FILES),
        words={"severities": SEVERITIES, "errors": ERRORS, "endings": ENDINGS},
    )
    path.write_text(html, encoding="utf-8", errors="replace", newline="\n")


def island(value: object) -> str:
    """JSON for a script element: nothing in it can end the element or be read as markup."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_legal(value))
    return data.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026").decode()


def _legal(value: object) -> object:
    """The same value with lone surrogates replaced; only needed for text no reader should have let through."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, dict):
        return {_legal(key): _legal(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(held) for held in value]
    return value


def _main(run: Run, handbook: Handbook, shown: list[Finding], album: Album, *, left_out: int) -> dict[str, Any]:
    reports = {report.report_id: report for report in run.reports}
    paths = {record.document_id: record.path for record in run.documents if record.document_id and not record.duplicate_of}
    counts = check_counts(run.checks)
    return {
        "run": run.run_id,
        "words": {"sev": SEVERITIES, "st": STATUSES, "kind": KINDS, "check": CHECKS},
        "left_out": left_out,
        "findings": [finding_data(finding, reports, album) for finding in shown],
        "reports": [{**report_head(report, paths), "checks": counts.get(report.report_id, [0, 0, 0])} for report in run.reports],
        "rules": rule_data(run, handbook),
    }


def _reports(run: Run) -> Iterator[tuple[str, str]]:
    """Id and JSON of each whole report, as long as the budget lasts, those with findings first."""
    checks = checks_by_report(run.checks)
    cited = {evidence.source.report_id for finding in run.findings for evidence in finding.evidence}
    spent = 0
    for report in sorted(run.reports, key=lambda report: report.report_id not in cited):
        data = island({**report_body(report), "checks": checks.get(report.report_id, [])})
        spent += len(data)
        if spent > REPORT_BUDGET:
            return
        yield report.report_id, data


def _hash(text: str) -> str:
    """Source expression for the page's content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _assets() -> tuple[str, str]:
    """The page's script and style, concatenated from the files beside the template."""
    script = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return f'"use strict";\n(() => {{\n{script}\n}})();', style


@cache
def _template() -> Any:
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["shown"] = legal
    environment.globals["chart"] = getattr(environment.get_template("chart.html").module, "chart")  # noqa: B009 - unknown to the type
    return environment.get_template("report.html")
