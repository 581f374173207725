"""report.html: one self-contained page that shows every finding with both sides in their surroundings."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from model import Finding, Handbook, Run
from publish.album import Album, Crop
from publish.island import bit_by_bit, encoded
from publish.page_data import MAX_FINDINGS, finding_data, rule_data
from publish.page_figures import figures
from publish.safe_text import legal
from publish.shelf import Shelf, full_shelf
from publish.words import CHECKS, ENDINGS, ERRORS, KINDS, SEVERITIES, STATUSES, beijing
from publish.workbook import finding_rows

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = tuple(f"page/{name}.js" for name in ("base", "context", "finding", "list", "findings", "reports", "review", "main"))
MAX_FILES = 3000
MAX_PLAIN = 300
"""Findings repeated as plain text for browsers without scripts."""


def write_page(
    run: Run,
    path: Path,
    previous: Run | None = None,
    *,
    handbook: Handbook | None = None,
    crop: Crop | None = None,
    shelf: Shelf | None = None,
) -> None:
    """Write the page of `run` to `path`.

    `crop` gives pictures of PDF places; without it the page shows none. `shelf` holds the reports when they were taken in
    one by one; otherwise those of the run are shown.
    """
    texts = handbook or {}
    rows = finding_rows(run, texts)
    shown = [row.finding for row in rows[:MAX_FINDINGS]]
    shelf = shelf or full_shelf(run)
    album = Album(crop, shelf.pictures)
    main = _main(run, texts, shown, album, shelf, left_out=len(rows) - len(shown) + run.findings_left_out)
    script, style = _assets()
    counted = figures(run, previous)
    files = sorted(run.documents, key=lambda record: (record.status == "ok", record.status == "partial"))
    pieces = _template().stream(
        run=run,
        finished=beijing(run.finished),
        style=style,
        script=script,
        script_hash=_hash(script),
        style_hash=_hash(style),
        figures=counted,
        changes=[(key, STATUSES[key], getattr(counted, key)) for key in ("new", "open", "reopened", "gone")],
        main=bit_by_bit(main),
        reports=((report, body.decode()) for report, body in shelf.bodies.items()),
        pictures=album.pictures(),
        plain=[finding for finding in shown[:MAX_PLAIN] if finding.status != "gone"],
        files=files[:MAX_FILES],
        files_left_out=max(0, len(files) - MAX_FILES),
        words={"severities": SEVERITIES, "errors": ERRORS, "endings": ENDINGS},
    )
    pieces.enable_buffering(100)
    with path.open("wb") as out:  # piece by piece: a large page as one text would cost several times its size
        pieces.dump(out, encoding="utf-8", errors="replace")


def _main(run: Run, handbook: Handbook, shown: list[Finding], album: Album, shelf: Shelf, *, left_out: int) -> dict[str, Any]:
    reports = {report.report_id: report for report in run.reports}
    rules = {finding.rule for finding in shown} | {rule for _, rule in shelf.tallies if rule}
    return {
        "run": run.run_id,
        "words": {"sev": SEVERITIES, "st": STATUSES, "kind": KINDS, "check": CHECKS},
        "left_out": left_out,
        "findings": [encoded(finding_data(finding, reports, album)) for finding in shown],
        "reports": shelf.heads,
        "rules": rule_data(rules or handbook, handbook),
    }


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
