"""Pictures of PDF places in a run: drawn once by a worker, kept, and missed by nobody when they cannot be had."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen import canvas

from gouji.config import Limits
from gouji.intake import look
from gouji.pictures import MOST, crops
from gouji.store import Store
from gouji.workers import Done, Failure
from model import Box, Evidence, Finding, Severity, Source
from tests.gouji.conftest import command


class Pool:
    """Works in this process and counts."""

    def __init__(self, *, dead: bool = False) -> None:
        self.done = 0
        self.dead = dead

    def map(self, function: Any, tasks: Any) -> Iterator[Done[Any, Any]]:
        for task in tasks:
            self.done += 1
            yield Done(task, None, Failure("crashed", "")) if self.dead else Done(task, function(task), None)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    out = io.BytesIO()
    drawing = canvas.Canvas(out)
    drawing.drawString(100, 700, "2024")
    drawing.save()
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(out.getvalue())
    return folder


def source(raw: Path, top: float = 100, page: int = 1) -> Source:
    import hashlib

    document = hashlib.sha256((raw / "a.pdf").read_bytes()).hexdigest()[:16]
    return Source(document_id=document, report_id=document + "-00", box=Box(page=page, x0=90, top=top, x1=160, bottom=top + 20))


def finding(*sources: Source, severity: Severity = Severity.HIGH) -> Finding:
    return Finding(
        finding_id="F", rule="A01", category="", title="", severity=severity, department="", year=None, message="",
        evidence=tuple(Evidence(label="", source=s) for s in sources),
    )  # fmt: skip


def crop_of(raw: Path, pool: Any, *findings: Finding) -> Any:
    [candidate] = look(raw).files
    return crops(findings, {source(raw).document_id: candidate}, raw, Store(raw.parent / ".store"), pool, Limits())


def test_a_place_is_drawn_once_and_kept_for_the_next_run(raw: Path) -> None:
    pool = Pool()
    here = source(raw)
    first = crop_of(raw, pool, finding(here, here))(here)
    assert first is not None and first.startswith(b"\x89PNG")
    assert crop_of(raw, pool, finding(here))(here) == first
    assert pool.done == 1


def test_a_place_that_cannot_be_drawn_has_no_picture_and_the_others_have(raw: Path) -> None:
    here, nowhere = source(raw), source(raw, page=9)
    crop = crop_of(raw, Pool(), finding(here, nowhere))
    assert crop(here) and crop(nowhere) is None


def test_a_worker_that_dies_costs_only_the_pictures(raw: Path) -> None:
    here = source(raw)
    assert crop_of(raw, Pool(dead=True), finding(here))(here) is None


def test_a_file_that_changed_meanwhile_is_not_shown_as_evidence(raw: Path) -> None:
    here = source(raw)
    asked = finding(here)
    (raw / "a.pdf").write_bytes((raw / "a.pdf").read_bytes() + b"\n%")
    [candidate] = look(raw).files
    crop = crops([asked], {here.document_id: candidate}, raw, Store(raw.parent / ".store"), Pool(), Limits())
    assert crop(here) is None


def test_the_severest_findings_are_drawn_first(raw: Path) -> None:
    low = finding(*(source(raw, top=at) for at in range(MOST)), severity=Severity.LOW)
    high = finding(source(raw, top=700), severity=Severity.HIGH)
    crop = crop_of(raw, Pool(), low, high)
    assert crop(source(raw, top=700)) and crop(source(raw, top=MOST - 1)) is None


def test_show_html_writes_the_picture_of_a_pdf_to_standard_output(raw: Path) -> None:
    told = command("show", raw / "a.pdf", "--html")
    assert told.returncode == 0 and told.stdout.startswith("<!doctype html>")
    assert 'id="page-1"' in told.stdout and "data:image/png;base64," in told.stdout


def test_show_html_of_an_unreadable_file_ends_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    told = command("show", tmp_path / "坏.pdf", "--html")
    assert told.returncode == 3 and told.stdout == "" and "未能读取" in told.stderr
