"""Passages departments copied from each other: found in a run, whatever the order; incremental; template wording left alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.neighbours import HOLDERS, with_neighbours
from model import Dossier, Paragraph, Passage, Report
from rules.comparing.sketch import MOST, PROBES, Sketch, sketch_of
from tests.gouji.conftest import write_docx
from tests.gouji.copied_passages import LIBRARY, OTHER, PARKS, PATROL, WATER, write_all
from tests.gouji.published import Go, content, rows


def copies(out: Path) -> list[dict[str, object]]:
    found = rows(out, "findings")
    return found[found["rule"].isin(["E06", "E07"]) & (found["status"] != "gone")].to_dict("records")


def test_a_name_left_in_is_a_finding_of_the_one_who_copied_with_both_places(raw: Path, out: Path, go: Go) -> None:
    write_all(raw)
    go()
    (finding,) = copies(out)
    assert (finding["rule"], finding["severity"], finding["department"]) == ("E06", "medium", PARKS)
    evidence = rows(out, "evidence")
    evidence = evidence[evidence["finding_id"] == finding["finding_id"]]
    reports = rows(out, "reports").set_index("report_id")
    assert list(reports.loc[list(evidence["report_id"]), "department"]) == [PARKS, WATER]
    assert all(WATER in quote for quote in evidence["quote"])
    checks = rows(out, "checks").query("rule == 'E06'").set_index("report_id")["status"]
    assert {reports.loc[report, "department"]: status for report, status in checks.items()} == {
        PARKS: "fail",
        WATER: "pass",
        LIBRARY: "pass",
    }


def test_only_dossiers_a_change_touches_are_checked_again(raw: Path, out: Path, go: Go) -> None:
    write_all(raw)
    go()
    first = content(out)
    assert go() == 0
    assert go.heard.named("dossier") == []  # type: ignore[attr-defined]
    assert content(out) == first
    write_docx(raw / "d.docx", "四、主要绩效", "完成监测12次。", department="青岚县气象局")
    go()
    assert [facts["department"] for facts in go.heard.named("dossier")] == ["青岚县气象局"]  # type: ignore[attr-defined]
    write_docx(raw / "b.docx", "四、主要绩效", PATROL.format(PARKS, 412, 405), department=PARKS)
    go()
    assert {facts["department"] for facts in go.heard.named("dossier")} == {PARKS, WATER}  # type: ignore[attr-defined]
    assert copies(out) == []


def test_sketches_lost_or_damaged_are_made_again(raw: Path, out: Path, go: Go) -> None:
    write_all(raw)
    go()
    first = content(out)
    kept = sorted((out / ".store" / "sketches").glob("*/*"))
    assert len(kept) == 3
    kept[0].unlink()
    kept[1].write_bytes(b"")
    assert go() == 0
    assert content(out) == first
    assert sorted((out / ".store" / "sketches").glob("*/*")) == kept


def test_rules_left_out_cost_nothing(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    from rules.settings import RuleSettings

    write_all(raw)
    monkeypatch.setattr("gouji.dossier_checks.gather", None)
    assert go(rules=RuleSettings(skip=("E06", "E07"))) == 0
    assert copies(out) == []


@pytest.mark.parametrize("order", range(3))
def test_the_order_of_files_does_not_matter(order: int) -> None:
    made = list(departments(12, shared=4))
    expected = with_neighbours([d for d, _ in made], {d.reports[0].document_id: s for d, s in made})
    random.Random(order).shuffle(made)
    found = with_neighbours([d for d, _ in made], {d.reports[0].document_id: s for d, s in made})
    assert sorted(found, key=lambda d: d.department) == sorted(expected, key=lambda d: d.department)
    assert sum(len(d.neighbours) for d in expected) == 4 * 3


def test_wording_of_many_departments_is_nobodys() -> None:
    for shared, linked in ((HOLDERS, True), (HOLDERS + 1, False)):
        made = list(departments(30, shared=shared))
        found = with_neighbours([d for d, _ in made], {d.reports[0].document_id: s for d, s in made})
        assert any(d.neighbours for d in found) is linked


def test_wording_of_few_is_common_where_few_departments_are_here() -> None:
    for departments_here, common in ((3, True), (30, False)):
        made = list(departments(departments_here, shared=2))
        found = with_neighbours([d for d, _ in made], {d.reports[0].document_id: s for d, s in made})
        assert {s.common for d in found for n in d.neighbours for s in n.shared} == {common}


def test_one_department_alone_is_not_compared() -> None:
    made = list(departments(1, shared=1))
    (found,) = with_neighbours([d for d, _ in made], {d.reports[0].document_id: s for d, s in made})
    assert not found.compared


def test_a_sketch_says_where_passages_stand_and_is_small() -> None:
    long = [Passage(paragraph=Paragraph(block=at, raw=OTHER.replace("十二", str(at)))) for at in range(MOST + 50)]
    report = Report(report_id="d-00", document_id="d", position=0, kind="other", passages=tuple(long))
    sketch = sketch_of([report])
    assert len(sketch.probes) == MOST * PROBES * 8
    assert sketch.spot(3).report_id == "d-00"
    assert sketch_of([]) == Sketch()


def test_four_thousand_departments_are_compared_in_a_second_or_two() -> None:
    seconds = []
    for number in (1000, 4000):
        made = list(departments(number, shared=2, passages=30))
        sketches = {d.reports[0].document_id: s for d, s in made}
        started = time.process_time()
        with_neighbours([d for d, _ in made], sketches)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 3
    assert seconds[1] < 4 * 3 * max(seconds[0], 0.05)


def departments(number: int, *, shared: int, passages: int = 1) -> Iterator[tuple[Dossier, Sketch]]:
    """Departments with a passage of their own each, and one more that the first `shared` have in common."""
    for at in range(number):
        texts = [
            f"第{at}项工作第{n}段，共完成{at}件{n}批任务，由{at}名{n}组人员负责到底，按{at}类{n}款标准逐一验收，资料存入{at}号{n}柜备查，结果公开{at}天{n}回。"
            for n in range(passages)
        ]
        texts += [OTHER] if at < shared else []
        document = f"{at:016x}"
        blocks = tuple(Passage(paragraph=Paragraph(block=n, raw=text, text=text)) for n, text in enumerate(texts))
        name = f"第{at}县水利局"
        report = Report(report_id=f"{document}-00", document_id=document, position=0, kind="other", department=name, passages=blocks)
        yield Dossier(department=name, year=2024, reports=(report,)), sketch_of([report])
