"""What workers lay out: the tables hold exactly the rows of what was read and found, once each and in order."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pyarrow import parquet

import rules
from gouji.dossiers import apart, group_dossiers, homes_of, named
from gouji.entries import Reading
from gouji.reading import read_bytes
from gouji.sheets import SHEETS, checks_of, verdict_of
from model import Outcome
from publish import rows
from publish.tables import TABLES
from tests.gouji.conftest import CONTRADICTION, write_docx
from tests.gouji.faults import Here
from tests.gouji.published import Go, content

OF_THE_RUN = ("documents", "findings")


def submit(raw: Path) -> None:
    """Two departments, a file that names none, and one whose year stands only in its dossier."""
    write_docx(raw / "甲" / "a.docx", *CONTRADICTION)
    write_docx(raw / "乙" / "b.docx", "本单位完成监测12次。", "本单位完成监测13次。", department="青岚县园林中心")
    write_docx(raw / "丙" / "c.docx", *CONTRADICTION, department="")
    bare = Document()
    for line in ("病虫害防治项目绩效自评报告", "一、项目概况", "完成巡护12次，投入3.5万元。"):
        bare.add_paragraph(line)
    bare.save(str(raw / "乙" / "d.docx"))


def expected(raw: Path, outcomes: list[Outcome]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows by table, made here from the files and from what the rules said, without workers or store."""
    readings: dict[str, tuple[Path, Reading]] = {}
    for path in sorted(raw.rglob("*.docx"), key=lambda path: path.relative_to(raw).as_posix()):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        readings[sha256[:16]] = path, read_bytes(data, sha256, path.name)
    folders = {document: path.parent.relative_to(raw).as_posix() for document, (path, _) in readings.items()}
    dossiers = group_dossiers([report for _, reading in readings.values() for report in reading.reports], folders)
    found: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES if table not in OF_THE_RUN}
    for dossier, outcome in zip(dossiers, outcomes, strict=True):
        found["checks"].extend(map(rows.check_row, outcome.checks))
        first = readings[dossier.reports[0].document_id][0].relative_to(raw).as_posix()
        found["evidence"].extend(row for f in apart(outcome, dossier, first).findings for row in rows.evidence_rows(f))
    homes = homes_of(dossiers)
    for document in sorted(readings):
        for report in readings[document][1].reports:
            for table, of_report in rows.report_rows(named(report, homes)).items():
                found[table].extend(of_report)
        found["problems"].extend(rows.problem_rows(readings[document][1].problems))
    return found


def published(out: Path, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in parquet.read_table(out / "latest" / f"{table}.parquet").to_pylist()]


@pytest.mark.parametrize("whole", [60, 0])
def test_the_tables_hold_the_rows_of_what_was_read_and_found(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    said: list[Outcome] = []
    check = rules.check

    def listened(*arguments: Any) -> Outcome:
        said.append(check(*arguments))
        return said[-1]

    monkeypatch.setattr("gouji.laying_out.WHOLE", whole)
    monkeypatch.setattr("gouji.pipeline.open_pool", lambda settings: Here())
    monkeypatch.setattr("rules.check", listened)
    submit(raw)
    go()
    made = expected(raw, said)
    assert made["evidence"] and made["facts"]
    for table, found in made.items():
        assert published(out, table) == found, table


def test_a_report_that_names_no_department_gets_that_of_its_dossier(raw: Path, out: Path, go: Go) -> None:
    submit(raw)
    go()
    paths = {row[0]: row[1] for row in published(out, "documents")}
    departments = {paths[row[1]]: row[6] for row in published(out, "reports")}
    assert departments["乙/d.docx"] == departments["乙/b.docx"] == "青岚县园林中心"
    assert departments["丙/c.docx"] is None


def test_rows_missing_or_damaged_in_the_store_are_laid_out_again(raw: Path, out: Path, go: Go) -> None:
    submit(raw)
    go()
    first = content(out)
    kept = sorted((out / ".store" / SHEETS).glob("*/*"))
    assert len(kept) == 4
    kept[0].unlink()
    kept[1].write_bytes(kept[2].read_bytes())
    write_docx(raw / "又一份.docx", "补充说明。", department="临溪县民政局")
    go()
    (raw / "又一份.docx").unlink()
    go()
    assert content(out) == first
    assert sorted((out / ".store" / SHEETS).glob("*/*")) == kept


def test_other_code_for_rows_lays_them_out_again(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(raw)
    go()
    first, kept = content(out), {path.name for path in (out / ".store" / SHEETS).glob("*/*")}
    for place in ("dossier_checks", "laying_out", "pipeline", "reader"):
        monkeypatch.setattr(f"gouji.{place}.layout_fingerprint", lambda: "another")
    go()
    assert content(out) == first
    assert kept.isdisjoint(path.name for path in (out / ".store" / SHEETS).glob("*/*"))


@pytest.mark.parametrize("why", ["other code", "lost"])
def test_rows_are_laid_out_by_workers_and_never_by_the_parent(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    submit(raw)
    go()
    first, kept = content(out), len(list((out / ".store" / SHEETS).glob("*/*")))
    if why == "lost":
        shutil.rmtree(out / ".store" / SHEETS)
    else:
        for place in ("dossier_checks", "laying_out", "pipeline", "reader"):
            monkeypatch.setattr(f"gouji.{place}.layout_fingerprint", lambda: "another")
    monkeypatch.setattr("gouji.laying_out.sheets_of", None)
    assert go() == 0
    assert content(out) == first
    assert len(list((out / ".store" / SHEETS).glob("*/*"))) == kept


def test_a_verdict_keeps_the_checks_that_failed_and_all_as_rows(raw: Path) -> None:
    path = write_docx(raw / "a.docx", *CONTRADICTION)
    reading = read_bytes(path.read_bytes(), "a" * 64, "a.docx")
    outcome: Outcome = rules.check(group_dossiers(reading.reports)[0])
    verdict = verdict_of(outcome)
    assert tuple(checks_of(verdict)) == outcome.checks
    assert {check.status for check in verdict.outcome.checks} == {"fail"}
    assert sum(passed + failed + others for _, passed, failed, others in verdict.tallies) == len(outcome.checks)
    assert sum(verdict.statuses.values()) == len(outcome.checks)
