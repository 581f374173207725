"""`gouji decide`: an auditor's decision on one finding, added to decisions.jsonl."""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import cast

import typer

from gouji.decisions import append
from gouji.exits import NOT_PUBLISHED, USAGE, Stop
from gouji.history import findings_of, sides_in
from model import DECISION_NAMES, Decision, DecisionStatus
from publish.swap import latest_run


def record_decision(out: Path, finding_id: str, status: str, note: str | None, by: str | None) -> int:
    """Write the decision down; it shows from the next run on, and holds until the evidence changes. Returns the exit code."""
    run = latest_run(out)
    if run is None:
        raise Stop(NOT_PUBLISHED, f"{out} 中还没有发布过运行结果，没有可以处理的疑点。")
    findings = {finding.finding_id: finding for finding in findings_of(run)}
    if finding_id not in findings:
        close = get_close_matches(finding_id, findings, n=1)
        raise Stop(USAGE, f"最近一次运行中没有疑点“{finding_id}”" + (f"，是不是“{close[0]}”？" if close else "。"))
    decision = Decision(
        finding_id=finding_id,
        status=cast(DecisionStatus, status),
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=by,
        note=note,
        origin="命令行",
        run_id=run.name,
        fingerprint=findings[finding_id].fingerprint,
        seen=sides_in(run, finding_id),
    )
    append(out, [decision])
    typer.echo(f"已记录：{finding_id} {DECISION_NAMES[status]}。下次运行起生效，直到所据的数字变化。", err=True)
    return 0
