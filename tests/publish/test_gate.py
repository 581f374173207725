"""The gate: what holds a run back, and what does not."""

from __future__ import annotations

from publish.gate import Figures, GateSettings, objections


def figures(files: int, failed: int, **rows: int) -> Figures:
    return Figures(files=files, failed=failed, rows=rows)


def test_the_first_run_is_never_held_back() -> None:
    assert objections(figures(3, 3), None, GateSettings()) == []


def test_a_few_failures_pass_and_a_flood_does_not() -> None:
    before = figures(10, 0, cells=100)
    assert objections(figures(10, 5, cells=90), before, GateSettings()) == []
    (said,) = objections(figures(10, 9, cells=90), before, GateSettings())
    assert "10 个文件中有 9 个未能读取" in said


def test_failures_that_were_published_before_are_no_news() -> None:
    assert objections(figures(2, 2), figures(2, 2), GateSettings()) == []


def test_files_that_could_be_read_before_count_more() -> None:
    (said,) = objections(figures(20, 6, cells=90), figures(10, 0, cells=100), GateSettings(), lost=6, read_before=10)
    assert "上次读到的 10 个文件中有 6 个" in said


def test_a_table_may_not_collapse_but_findings_may_vanish() -> None:
    before = figures(10, 0, cells=1000, reports=11, findings=50)
    assert objections(figures(10, 0, cells=900, reports=11, findings=0), before, GateSettings()) == []
    (said,) = objections(figures(10, 0, cells=100, reports=11), before, GateSettings())
    assert "cells 从 1000 行减少到 100 行" in said


def test_small_tables_and_a_gate_set_wide_open_hold_nothing_back() -> None:
    assert objections(figures(1, 0, cells=0), figures(1, 0, cells=5), GateSettings()) == []
    wide = GateSettings(max_failed=1, max_lost=1, max_shrink=1)
    assert objections(figures(9, 9, cells=0), figures(9, 0, cells=900), wide, lost=9, read_before=9) == []


def test_no_files_at_all_is_held_back() -> None:
    assert objections(figures(0, 0), figures(4, 0), GateSettings())
