"""run.json: what a run says of itself, for machines, the next run and the closing summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from model import CheckStatus, Run, Severity
from publish.tables import SCHEMA_VERSION

RUN_FILE = "run.json"
EVALUATED = (CheckStatus.PASS, CheckStatus.FAIL)

About = dict[str, Any]
"""The values of run.json."""


class FindingCounts(Protocol):
    """How many findings there are."""

    severities: Counter[str]
    not_dismissed: Counter[str]
    states: Counter[str]


def about_run(
    run: Run, rows: Mapping[str, int], findings: FindingCounts, *, cached: int, dossiers: int, inputs: str, forced: list[str]
) -> About:
    """What run.json says. `cached` counts files not read again, `forced` holds what the gate said and was overruled."""
    statuses = Counter(record.status for record in run.documents)
    return {
        "run_id": run.run_id,
        "started": run.started.isoformat(timespec="milliseconds"),
        "finished": run.finished.isoformat(timespec="milliseconds"),
        "version": run.version,
        "schema_version": SCHEMA_VERSION,
        "previous_run": run.previous_run,
        "counts": {
            "files": len(run.documents),
            **{status: statuses[status] for status in ("ok", "partial", "failed")},
            "duplicates": sum(record.duplicate_of is not None for record in run.documents),
            "cached": cached,
            "reports": rows["reports"],
            "dossiers": dossiers,
            "relations": sum(run.check_counts.get(status, 0) for status in EVALUATED),
            "findings": findings.severities.total(),
        },
        "rows": dict(rows),
        "checks": {status.value: run.check_counts.get(status, 0) for status in CheckStatus},
        "findings": {severity.value: findings.severities[severity.value] for severity in Severity},
        "not_dismissed": {severity.value: findings.not_dismissed[severity.value] for severity in Severity},
        "new": findings.states["new"],
        "gone": findings.states["gone"],
        "seconds": rounded(run.seconds),
        "failed": [{"path": r.path, "error": r.error, "message": r.message} for r in run.documents if r.status == "failed"],
        "left_out": run.findings_left_out,
        "forced": forced,
        "inputs": inputs,
    }


def write_about(folder: Path, about: About) -> None:
    """Write run.json."""
    (folder / RUN_FILE).write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace")


def read_about(folder: Path) -> About:
    """Read run.json of a published run."""
    about: About = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    return about


def summary(about: About) -> dict[str, Any]:
    """The facts of the closing summary."""
    counts = about["counts"]
    return {
        "run_id": about["run_id"],
        "files": {"total": counts["files"], **{key: counts[key] for key in ("ok", "partial", "failed", "cached")}},
        "reports": counts["reports"],
        "dossiers": counts["dossiers"],
        "checks": {"relations": counts["relations"], **about["checks"]},
        "findings": about["findings"],
        "new": about["new"],
        "gone": about["gone"],
        "seconds": about["seconds"],
        "failures": about["failed"],
        "left_out": about.get("left_out", 0),
    }


def rounded(seconds: Mapping[str, float]) -> dict[str, float]:
    """Seconds by stage, to a tenth of a millisecond."""
    return {stage: round(value, 4) for stage, value in seconds.items()}
