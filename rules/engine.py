"""Run every rule over a dossier and turn its hits into findings: stable ids, severities, roots, and a check for all that was looked at."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterator

import msgspec

from model import Check, CheckStatus, Dossier, Finding, Hit, Outcome, Problem, Report, Severity
from rules.basis import spell_out
from rules.clusters import find_roots
from rules.comparing.copies import Copy, set_copies_aside
from rules.memo import remembering
from rules.registry import Rule, catalogue
from rules.settings import RuleSettings, options_of, verify
from rules.wording import name_of

LOWERED = {Severity.HIGH: Severity.MEDIUM, Severity.MEDIUM: Severity.LOW, Severity.LOW: Severity.INFO, Severity.INFO: Severity.INFO}
_CHINESE = re.compile("[\u4e00-\u9fff]{4}")
"""A few ideographs in a row: what even the shortest Chinese sentence or label has."""
ORDER = {severity: place for place, severity in enumerate(Severity)}


def check(dossier: Dossier, settings: RuleSettings | None = None) -> Outcome:
    """Findings, and for every rule and report how it came out. Raises `WrongSetting` when the settings name what is not there."""
    settings = settings or RuleSettings()
    rules = every_rule(settings)
    verify(settings, rules)
    dossier, copies = set_copies_aside(_dated(dossier))
    hits: list[tuple[Rule, Hit]] = []
    checks: list[Check] = []
    problems: list[Problem] = []
    foreign = {report.report_id for neighbour in dossier.neighbours for report in neighbour.dossier.reports}
    ran = [rule for rule in rules.values() if settings.selects(rule.id)]
    with remembering():
        for rule in ran if _holds_reports(dossier) else ():
            for result in _run(rule, dossier, settings, problems):
                if isinstance(result, Hit):
                    hits.append((rule, result))
                    checks.extend(_failed(rule, result, foreign))
                else:
                    checks.append(result)
    checks.extend(_untouched(ran, dossier, checks))
    checks.extend(_copied(rule, copy) for copy in copies for rule in ran)
    problems.extend(_copy_problem(copy) for copy in copies)
    findings = _findings(hits, dossier, settings)
    checks.sort(key=lambda c: (c.rule, c.report_id or ""))
    return Outcome(findings=findings, checks=tuple(checks), problems=tuple(problems))


def _holds_reports(dossier: Dossier) -> bool:
    """Whether there is anything to audit: a report of a known kind, or at least Chinese prose or tables."""
    if any(report.kind != "other" for report in dossier.reports):
        return True
    texts = (text for report in dossier.reports for text in _texts(report))
    return any(_CHINESE.search(text) for text in texts)


def _texts(report: Report) -> Iterator[str]:
    yield from (passage.paragraph.text for passage in report.passages)
    yield from (cell.text or cell.raw for table in report.tables for cell in table.cells)


def _dated(dossier: Dossier) -> Dossier:
    """The dossier; a report that names no year itself (many narratives do not) is of the dossier's."""
    if dossier.year is None or all(report.year is not None for report in dossier.reports):
        return dossier
    reports = (r if r.year is not None else msgspec.structs.replace(r, year=dossier.year) for r in dossier.reports)
    return msgspec.structs.replace(dossier, reports=tuple(reports))


def every_rule(settings: RuleSettings | None = None) -> dict[str, Rule]:
    """The catalogue and the office's own rules. Raises `WrongSetting` when one of those cannot be understood."""
    rules = catalogue()
    if settings is not None and settings.custom:
        from rules.custom.relations import compile_rules

        rules.update(compile_rules(settings.custom))
    return rules


def _run(rule: Rule, dossier: Dossier, settings: RuleSettings, problems: list[Problem]) -> Iterator[Hit | Check]:
    """What the rule yields; an exception is ours, so it ends as a check and a problem, and the other rules go on."""
    try:
        yield from rule.check(dossier, **options_of(rule, settings))
    except Exception as error:
        yield Check(rule=rule.id, report_id=None, status=CheckStatus.EXECUTION_ERROR, detail=f"{type(error).__name__}: {error}")
        at = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}（{at.name}:{at.lineno}）"
        problems.append(
            Problem(
                document_id=dossier.reports[0].document_id if dossier.reports else "",
                stage="rules",
                code="rule_failed",
                message=f"规则 {rule.id}（{rule.title}）运行出错，其余规则不受影响：{what}。",
            )
        )


def _failed(rule: Rule, hit: Hit, foreign: set[str]) -> Iterator[Check]:
    """A failed check for every report that stands in the evidence; `foreign` ones, of other departments, have checks of their own."""
    for report_id in dict.fromkeys(evidence.source.report_id for evidence in hit.evidence):
        if report_id in foreign:
            continue
        yield Check(
            rule=rule.id,
            report_id=report_id,
            status=CheckStatus.FAIL,
            expected=hit.expected,
            observed=hit.observed,
            detail=hit.formula or hit.message,
        )


def _untouched(rules: list[Rule], dossier: Dossier, checks: list[Check]) -> Iterator[Check]:
    """`not_applicable` for every report a rule said nothing about."""
    seen = {(c.rule, c.report_id) for c in checks}
    for rule in rules:
        for report in dossier.reports:
            if (rule.id, report.report_id) not in seen:
                yield Check(rule=rule.id, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail="没有本规则可核对的内容")


def _copied(rule: Rule, copy: Copy) -> Check:
    detail = f"与报告 {copy.kept.report_id} 为同一份，未重复核对"
    return Check(rule=rule.id, report_id=copy.report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=detail)


def _copy_problem(copy: Copy) -> Problem:
    report, kept = copy.report, copy.kept
    named = f"本报告与报告 {kept.report_id}（{name_of(kept)}）是同一份，只核对后者"
    shown = "、".join(f"“{text[:30]}”" for text in copy.differs[:3])
    told = f"；两份有{len(copy.differs)}处文字不同，如{shown}，请确认以哪一份为准" if copy.differs else ""
    return Problem(
        document_id=report.document_id,
        report_id=report.report_id,
        stage="rules",
        code="other_version" if copy.differs else "same_report_twice",
        message=f"{named}{told}。",
        page=report.first_page,
    )


def _findings(hits: list[tuple[Rule, Hit]], dossier: Dossier, settings: RuleSettings) -> tuple[Finding, ...]:
    doubtful = {report.report_id for report in dossier.reports if report.doubtful}
    found: dict[str, tuple[Finding, Hit]] = {}
    for rule, hit in hits:
        finding = _finding(rule, hit, dossier, settings, doubtful)
        number = 1
        while finding.finding_id in found and found[finding.finding_id][0].fingerprint != finding.fingerprint:
            number += 1  # two contradictions under one key: keep both
            finding = msgspec.structs.replace(finding, finding_id=identify(rule.id, dossier, f"{hit.key}#{number}"))
        found.setdefault(finding.finding_id, (finding, hit))
    roots = find_roots(list(found.values()))
    findings = [msgspec.structs.replace(f, root=roots.get(f.finding_id)) for f, _ in found.values()]
    return tuple(sorted(findings, key=lambda f: (ORDER[f.severity], f.rule, f.finding_id)))


def _finding(rule: Rule, hit: Hit, dossier: Dossier, settings: RuleSettings, doubtful: set[str]) -> Finding:
    severity = hit.severity or settings.severity.get(rule.id, rule.severity)
    message = hit.message
    if any(evidence.source.report_id in doubtful for evidence in hit.evidence):
        severity = LOWERED[severity]
        message = message.rstrip("。") + "（所据数字读自扫描件，请与原件核对）。"
    return Finding(
        finding_id=identify(rule.id, dossier, hit.key),
        rule=rule.id,
        category=rule.category,
        title=rule.title,
        severity=severity,
        department=dossier.department,
        year=dossier.year,
        message=message,
        evidence=hit.evidence,
        expected=hit.expected,
        observed=hit.observed,
        difference=hit.difference,
        formula=hit.formula,
        basis=spell_out(rule.basis),
        fingerprint=fingerprint(hit),
    )


def identify(rule: str, dossier: Dossier, key: str) -> str:
    """An id that stays the same over runs, files and corrected figures: rule, department, year and what is compared."""
    text = "\n".join((rule, dossier.department, str(dossier.year or ""), key))
    return f"{rule}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def fingerprint(hit: Hit) -> str:
    """Hash of the values as printed: when a figure changes, so does this."""
    printed = sorted(f"{e.label}={e.value if e.value is not None else e.source.quote}{e.unit or ''}" for e in hit.evidence)
    return hashlib.sha256("\n".join(printed).encode()).hexdigest()[:16]
