"""`gouji diff`: which findings are new, gone, unchanged and open again between two runs."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from gouji.console import plain
from gouji.decisions import Log, by_finding, decided, read
from gouji.exits import USAGE, Stop
from gouji.history import findings_of
from model import Finding
from publish.swap import published_runs
from publish.words import SEVERITIES


def print_diff(out: Path, old: str | None, new: str | None, format: str) -> int:
    """Print the comparison; returns the exit code."""
    runs = published_runs(out)
    if old is None and new is None and len(runs) < 2:
        raise Stop(USAGE, f"{out} 中只有 {len(runs)} 次运行，无从比较；至少要有两次。")
    later = _chosen(runs, new) if new else runs[-1] if runs else None
    earlier = _chosen(runs, old) if old else runs[-2]
    if later is None or later == earlier:
        raise Stop(USAGE, "请给出两次不同的运行。")
    before, after = _standing(earlier), _standing(later)
    added = [finding for key, finding in after.items() if key not in before]
    gone = [finding for key, finding in before.items() if key not in after]
    log = by_finding(read(out)[0])
    again = [finding for key, finding in after.items() if key in before and _reopened(before[key], finding, log)]
    same = [finding for key, finding in after.items() if key in before and finding not in again]
    if format == "json":
        parts = {"new": added, "gone": gone, "unchanged": same, "reopened": again}
        found = {"old": earlier.name, "new": later.name, "findings": {name: list(map(_brief, part)) for name, part in parts.items()}}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    typer.echo(f"{earlier.name} → {later.name}：新增 {len(added)} 条，消失 {len(gone)} 条，重新打开 {len(again)} 条，不变 {len(same)} 条")
    for title, findings in (("新增", added), ("消失", gone), ("重新打开（判定之后所据数据变了）", again)):
        if findings:
            typer.echo(f"\n{title}：")
        for finding in findings:
            place = f"{finding.department} {finding.year or ''}".strip()
            typer.echo(plain(f"  {SEVERITIES[finding.severity]} {finding.finding_id} {place}：{finding.message}"))
    return 0


def _chosen(runs: list[Path], name: str) -> Path:
    fitting = [run for run in runs if run.name == name] or [run for run in runs if run.name.startswith(name)]
    if len(fitting) != 1:
        known = "、".join(run.name for run in runs[-5:]) or "没有"
        raise Stop(USAGE, f"{'没有' if not fitting else '不止一个'}运行“{name}”，最近的有：{known}。")
    return fitting[0]


def _standing(run: Path) -> dict[str, Finding]:
    return {finding.finding_id: finding for finding in findings_of(run) if finding.status != "gone"}


def _reopened(before: Finding, after: Finding, log: Log) -> bool:
    """Decided on the evidence as it stood (in that run, or by someone who read it), and no longer because the evidence changed."""
    if after.decision is not None or before.fingerprint == after.fingerprint:
        return False
    return (before.decision or decided(before, log).decision) is not None


def _brief(finding: Finding) -> dict[str, object]:
    names = ("finding_id", "rule", "title", "severity", "department", "year", "message", "decision")
    return {name: getattr(finding, name) for name in names}
