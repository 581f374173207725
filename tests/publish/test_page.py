"""report.html: self-contained, harmless, complete, and within its budgets."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from model import Box, Evidence, Source
from publish.album import Album
from publish.island import bit_by_bit, island
from publish.page import write_page
from publish.shelf import Shelf, full_shelf, shelf_of_page
from tests.publish.sample_reports import HOSTILE, WORD
from tests.publish.sample_run import HANDBOOK, large_run, sample_run


class Reader(HTMLParser):
    """Collects elements, attributes and the data islands of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.islands: dict[str, str] = {}
        self.code = ""
        self._open: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = dict(attrs) if tag == "script" else None

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.get("id"):
            self.islands[str(self._open["id"])] = self.islands.get(str(self._open["id"]), "") + data
        elif self._open is not None:
            self.code += data


def page_of(run: Any, folder: Path, **options: Any) -> tuple[str, Reader]:
    write_page(run, folder / "report.html", handbook=HANDBOOK, **options)
    text = (folder / "report.html").read_text(encoding="utf-8")
    return text, Reader(text)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Reader]:
    return page_of(sample_run(), tmp_path_factory.mktemp("page"))


def test_the_page_needs_nothing_from_outside(page: tuple[str, Reader]) -> None:
    _, reader = page
    for tag, attributes in reader.tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert not attributes.get("src")
        assert (attributes.get("href") or "#").startswith("#")


def test_only_the_page_s_own_script_may_run(page: tuple[str, Reader]) -> None:
    _, reader = page
    policy = next(str(a["content"]) for tag, a in reader.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    digest = base64.b64encode(hashlib.sha256(reader.code.strip("\n").encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert "innerHTML" not in reader.code and "insertAdjacentHTML" not in reader.code and "eval(" not in reader.code


def test_what_a_report_contains_is_never_markup(page: tuple[str, Reader]) -> None:
    text, reader = page
    assert "<script>document" not in text
    assert sum(tag == "script" for tag, _ in reader.tags) == len(reader.islands) + 1
    assert json.loads(reader.islands["main"])["findings"][-2]["msg"] == "@" + HOSTILE


def test_every_finding_has_both_sides_and_the_place_to_show_them(page: tuple[str, Reader]) -> None:
    _, reader = page
    main = json.loads(reader.islands["main"])
    finding = next(held for held in main["findings"] if held["id"] == "F3H8T1XA")
    table, prose = finding["ev"]
    assert (table["value"], table["unit"], table["row"], table["col"]) == ("42.6", "公里", 1, 4)
    body = json.loads(reader.islands["report-" + prose["rep"]])
    text = next(passage[3] for passage in body["prose"] if passage[0] == prose["block"])
    assert text[prose["start"] : prose["end"]] == "36.8公里"
    grid = json.loads(reader.islands["report-" + table["rep"]])["tables"][0]
    assert [1, 4, 1, 1, "42.6公里"] in grid["cells"] and [1, 0, 3, 1, "产出指标（30分）"] in grid["cells"]


def test_health_is_visible_too(page: tuple[str, Reader]) -> None:
    _, reader = page
    main = json.loads(reader.islands["main"])
    assert {report["id"]: report["checks"] for report in main["reports"]}[f"{WORD}-00"] == [2, 1, 0]
    checks = json.loads(reader.islands[f"report-{WORD}-00"])["checks"]
    assert ["A01", "pass", "266.50", "266.50", "2023年决算各项之和"] in checks
    assert main["rules"]["A01"]["title"] == "项目明细合计"


def test_the_head_counts_the_run(page: tuple[str, Reader]) -> None:
    text, _ = page
    words = re.sub(r"<[^>]+>", "", text.split('<section class="summary"')[1].split("<main>")[0])
    plain = re.sub(r"\s+", "", words)
    for figure in ("3高", "3中", "1低", "1提示", "5新增", "2延续", "1重新打开", "1消失", "相符3，不符4", "2个未能读取，1个只读了一部分"):
        assert figure in plain
    assert text.count("<svg") >= 5


def test_times_are_those_of_beijing(page: tuple[str, Reader]) -> None:
    assert "2026-11-24 09:02（北京时间）" in page[0]


def test_text_no_encoding_holds_stops_nothing(tmp_path: Path) -> None:
    run = sample_run()
    odd = msgspec.structs.replace(run.findings[0], message="坏\ud800字\x00")
    _, reader = page_of(msgspec.structs.replace(run, findings=(odd,)), tmp_path)
    assert json.loads(reader.islands["main"])["findings"][0]["msg"] == "坏\ufffd字\ufffd"


def test_a_run_without_anything_still_gives_a_page(tmp_path: Path) -> None:
    empty = msgspec.structs.replace(sample_run(), findings=(), checks=(), documents=(), reports=())
    _, reader = page_of(empty, tmp_path)
    assert json.loads(reader.islands["main"])["findings"] == []


def test_pictures_stay_within_their_budget_and_each_place_is_drawn_once() -> None:
    drawn: list[Source] = []

    def crop(source: Source) -> bytes:
        drawn.append(source)
        return bytes(100_000)

    album = Album(crop)
    places = [Source(document_id=WORD, box=Box(page=1, x0=0, top=at, x1=9, bottom=at + 9)) for at in range(200)]
    names = [album.place(source) for source in places + places]
    assert len(drawn) <= 200 and names[0] == names[200]
    assert sum(len(picture) for _, picture in album.pictures()) < 12_100_000
    assert names[199] is None and names[0] is not None
    assert album.place(Source(document_id=WORD)) is None


def test_a_page_of_a_hundred_pdf_findings_stays_small(tmp_path: Path) -> None:
    import random

    run = large_run(100)
    noise = random.Random(7).randbytes(60_000)

    def placed(at: int, side: Evidence) -> Evidence:
        box = Box(page=1, x0=10, top=at, x1=90, bottom=at + 10)
        return msgspec.structs.replace(side, source=msgspec.structs.replace(side.source, box=box))

    findings = tuple(
        msgspec.structs.replace(f, evidence=tuple(placed(at * 10 + k, side) for k, side in enumerate(f.evidence))) for at, f in enumerate(run.findings)
    )  # fmt: skip
    write_page(msgspec.structs.replace(run, findings=findings), tmp_path / "report.html", crop=lambda _: noise)
    assert (tmp_path / "report.html").stat().st_size < 15_000_000


def test_beyond_the_budget_only_the_surroundings_of_findings_are_kept() -> None:
    run = sample_run()
    shelf = Shelf(whole=False, budget=1)
    shelf.cite(run.findings)
    for report in run.reports[:1]:
        shelf.add(report, None)
    assert list(shelf.bodies) == [f"{WORD}-00"]
    small = Shelf(whole=False, budget=10_000_000)
    small.cite(run.findings)
    small._spent = 9_000_000
    small.add(run.reports[2], None)
    body = json.loads(small.bodies[f"{WORD}-02"])
    assert body["part"] is True
    assert {passage[0] for passage in body["prose"]} < {passage.paragraph.block for passage in run.reports[2].passages}
    assert any("23座" in passage[3] for passage in body["prose"])


def test_a_large_run_counts_checks_by_report_and_keeps_those_that_failed() -> None:
    run = sample_run()
    shelf = Shelf(whole=False)
    shelf.check(run.checks)
    assert shelf.tallies[(f"{WORD}-00", "")] == [2, 1, 0]


def test_reports_can_be_taken_over_from_an_earlier_page(tmp_path: Path) -> None:
    run = sample_run()
    page_of(run, tmp_path)
    again = shelf_of_page(tmp_path / "report.html")
    assert again.bodies == full_shelf(run).bodies
    assert json.loads(msgspec.json.encode(again.heads)) == json.loads(msgspec.json.encode(full_shelf(run).heads))
    assert shelf_of_page(tmp_path / "none.html").bodies == {}


def test_the_page_is_the_same_for_the_same_run(tmp_path: Path) -> None:
    first, _ = page_of(sample_run(), tmp_path)
    second, _ = page_of(sample_run(), tmp_path)
    assert first == second


@pytest.mark.parametrize("value", [{}, {"a": 1}, {"a": [], "b": [{"x": "<script>&"}, 2], "c": {"d": None}}, {"坏": ["字\ud800"]}])
def test_an_island_made_bit_by_bit_is_the_island(value: dict[str, object]) -> None:
    assert "".join(bit_by_bit(value)) == island(value).decode()
