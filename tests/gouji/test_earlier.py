"""The year before, read by an earlier run and no longer under RAW: used, named, forgotten when replaced, never an error."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from gouji.config import PreviousSettings
from gouji.earlier import INDEX, load_earlier
from gouji.exits import PUBLISHED
from gouji.store import Store
from tests.gouji.published import Go, content, rows
from tests.gouji.year_forms import last_year, this_year


def carried_over(out: Path) -> list[str]:
    found = rows(out, "findings")
    return list(found[(found["rule"] == "F01") & (found["status"] != "gone")]["message"])


def test_last_years_form_of_an_earlier_run_is_compared_and_named(raw: Path, out: Path, go: Go) -> None:
    old = last_year(raw / "2023" / "水务局.docx")
    assert go() == PUBLISHED
    old_id = hashlib.sha256(old.read_bytes()).hexdigest()[:16]
    old.unlink()
    this_year(raw / "2024" / "水务局.docx")
    assert go(force=True) == PUBLISHED
    (message,) = carried_over(out)
    assert "2023年度报告" in message
    assert "“2023/水务局.docx”，不在本次收件中" in message
    finding = rows(out, "findings").set_index("rule").loc["F01", "finding_id"]
    evidence = rows(out, "evidence")
    evidence = evidence[evidence["finding_id"] == finding]
    (then,) = evidence[evidence["earlier_path"].notna()].to_dict("records")
    assert then["earlier_path"] == "2023/水务局.docx"
    assert then["earlier_report_id"].startswith(old_id)
    assert (then["value"], then["row"], then["col"]) == ("45.55", 3, 3)
    assert "45.55" in then["quote"]
    assert "2023/水务局.docx" in then["label"]


def test_a_file_that_is_gone_is_in_no_table(raw: Path, out: Path, go: Go) -> None:
    old = last_year(raw / "2023.docx")
    go()
    old_id = hashlib.sha256(old.read_bytes()).hexdigest()[:16]
    old.unlink()
    this_year(raw / "2024.docx")
    go(force=True)
    assert list(rows(out, "documents")["path"]) == ["2024.docx"]
    assert set(rows(out, "reports")["year"]) == {2024}
    reports = set(rows(out, "reports")["report_id"])
    for table in ("cells", "basics", "checks", "evidence", "problems"):
        named = set(rows(out, table)["report_id"].dropna())
        assert named <= reports, table
        assert not any(report.startswith(old_id) for report in named), table


def test_both_years_in_one_run_say_the_same(raw: Path, out: Path, go: Go, tmp_path: Path) -> None:
    old = last_year(raw / "2023.docx")
    go()
    kept = old.rename(tmp_path / "2023.docx")
    this_year(raw / "2024.docx")
    go(force=True)
    stored = rows(out, "findings").query("rule == 'F01' and status != 'gone'").iloc[0]
    kept.rename(old)
    go()
    together = rows(out, "findings").query("rule == 'F01' and status != 'gone'").iloc[0]
    for column in ("finding_id", "severity", "expected", "observed", "difference", "fingerprint"):
        assert stored[column] == together[column], column
    assert "不在本次收件中" not in together["message"]
    assert rows(out, "evidence")["earlier_path"].isna().all()


def test_the_latest_read_of_several_earlier_reports_counts(raw: Path, out: Path, go: Go) -> None:
    path = last_year(raw / "2023.docx", final="45.55")
    go()
    last_year(path, final="54.55")
    go()
    path.unlink()
    this_year(raw / "2024.docx")
    go(force=True)
    assert carried_over(out) == []


def test_a_file_put_right_under_its_name_takes_the_wrong_one_away(raw: Path, out: Path, go: Go) -> None:
    path = last_year(raw / "a.docx")
    go()
    last_year(path, department="青岚县园林中心")
    this_year(raw / "b.docx")
    go()
    assert carried_over(out) == []


def test_the_next_years_file_may_bear_last_years_name(raw: Path, out: Path, go: Go) -> None:
    path = last_year(raw / "水务局.docx")
    go()
    this_year(path)
    go(force=True)
    assert len(carried_over(out)) == 1


def test_a_short_name_meets_the_full_one_of_last_year(raw: Path, out: Path, go: Go) -> None:
    path = last_year(raw / "2023.docx")
    go()
    path.unlink()
    this_year(raw / "2024.docx", department="县水务局")
    go(force=True)
    assert len(carried_over(out)) == 1


def test_it_lasts_over_further_runs_and_is_found_anew_when_rules_change(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = last_year(raw / "2023.docx")
    go()
    path.unlink()
    this_year(raw / "2024.docx")
    go(force=True)
    go()  # what was gone in the run before is told once
    first = content(out)
    assert go() == PUBLISHED
    assert go.heard.named("dossier") == []  # type: ignore[attr-defined]
    assert content(out) == first
    monkeypatch.setattr("gouji.dossier_checks.checking_fingerprint", lambda settings: "another")
    assert go() == PUBLISHED
    assert content(out) == first


def test_withdrawn_files_and_the_switch_are_heeded(raw: Path, out: Path, go: Go) -> None:
    path = last_year(raw / "2023" / "a.docx")
    go()
    path.unlink()
    this_year(raw / "2024.docx")
    go(force=True, previous=PreviousSettings(withdrawn=("2023/*",)))
    assert carried_over(out) == []
    go(previous=PreviousSettings(stored=False))
    assert carried_over(out) == []
    go()
    assert len(carried_over(out)) == 1


@pytest.mark.parametrize("harm", ["damage", "remove", "forget"])
def test_a_lost_entry_is_no_year_before_and_no_error(raw: Path, out: Path, go: Go, harm: str) -> None:
    path = last_year(raw / "2023.docx")
    go()
    store = Store(out / ".store")
    (earlier,) = load_earlier(store) or ()
    (entry,) = (out / ".store" / "documents").glob(f"*/{earlier.documents[hashlib.sha256(path.read_bytes()).hexdigest()[:16]].key}")
    path.unlink()
    this_year(raw / "2024.docx")
    if harm == "damage":
        entry.write_bytes(entry.read_bytes()[:-9])
    elif harm == "remove":
        entry.unlink()
    else:
        for index in (out / ".store" / "earlier").glob("*/*"):
            index.write_bytes(b"")
    for _ in range(2):
        assert go(force=True) == PUBLISHED
        assert carried_over(out) == []
        assert set(rows(out, "checks").query("rule == 'F01'")["status"]) == {"not_applicable"}


def test_no_more_years_are_kept_than_are_of_use(raw: Path, out: Path, go: Go) -> None:
    for year in range(2018, 2024):
        path = last_year(raw / "a.docx", year=year, final=f"{year - 1978}.5")
        go(force=True)
    store = Store(out / ".store")
    assert [earlier.year for earlier in load_earlier(store) or ()] == [2021, 2022, 2023]
    assert len(list((out / ".store" / "documents").glob("*/*"))) == 3
    path.unlink()


def test_a_large_run_in_which_nothing_changed_keeps_naming_the_earlier_file(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.pipeline.WHOLE", 0)
    path = last_year(raw / "2023.docx")
    go()
    path.unlink()
    this_year(raw / "2024.docx")
    go(force=True)
    go()
    first = content(out)
    assert go() == PUBLISHED
    assert json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))["unchanged"]
    assert content(out) == first
    assert set(rows(out, "evidence")["earlier_path"].dropna()) == {"2023.docx"}
    assert "旧文件“2023.docx”" in (out / "latest" / "report.html").read_text(encoding="utf-8")


def test_an_index_that_is_lost_is_written_again_although_nothing_changed(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.pipeline.WHOLE", 0)
    path = last_year(raw / "2023.docx")
    go()
    Store(out / ".store").place(*INDEX).unlink()
    go()
    path.unlink()
    this_year(raw / "2024.docx")
    go(force=True)
    assert len(carried_over(out)) == 1
