"""Deciding in the browser: the answer is written, survives a reload, and holds after the next run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.decisions import read
from tests.browser.conftest import opened
from tests.gouji.conftest import CHECKOUT, command, write_docx

pytestmark = pytest.mark.browser
pytest.importorskip("uvicorn")

TRAINING = ("一、资金使用", "培训费共10人，每人2000元，合计3万元。")


@pytest.fixture
def raw_and_out(tmp_path: Path) -> tuple[Path, Path]:
    raw, out = tmp_path / "raw", tmp_path / "out"
    write_docx(raw / "报告.docx", *TRAINING)
    assert command("run", raw, "--out", out, "--quiet").returncode == 0
    return raw, out


@pytest.fixture
def address(raw_and_out: tuple[Path, Path]) -> Iterator[str]:
    """The address `gouji review` tells the auditor to open."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gouji", "review", "--out", raw_and_out[1]],
        cwd=CHECKOUT, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert server.stderr is not None
    lines = iter(server.stderr.readline, "")
    yield next(line.strip() for line in lines if line.startswith("http://127.0.0.1:"))
    server.terminate()
    server.wait(timeout=20)
    server.stderr.close()


def test_an_answer_is_kept_over_reload_and_next_run(tab: Any, address: str, raw_and_out: tuple[Path, Path]) -> None:
    raw, out = raw_and_out
    opened(tab, address)
    finding = tab.locator("#detail .finding").get_attribute("data-id")
    tab.fill(".review input", "顾南星")
    tab.fill(".review textarea", "=另有三人自费")
    tab.click(".decide.dismissed")
    tab.wait_for_selector(".told:has-text('已记录')")
    assert "误报" in tab.locator(".answer").inner_text()
    assert tab.locator("#list .row .ans-dismissed").count() == 1
    [decision] = read(out)[0]
    assert (decision.finding_id, decision.status, decision.by, decision.note) == (finding, "dismissed", "顾南星", "=另有三人自费")

    tab.reload()
    tab.wait_for_selector(".answer.dismissed")
    assert "顾南星" in tab.locator(".answer").inner_text()
    assert tab.locator(".review input").input_value() == "顾南星"

    assert command("run", raw, "--out", out, "--quiet").returncode == 0
    opened(tab, (out / "latest" / "report.html").as_uri() + f"#{finding}")
    assert "误报" in tab.locator(".answer").inner_text()
    assert tab.locator(".review").count() == 0


def test_a_second_thought_replaces_the_first(tab: Any, address: str, raw_and_out: tuple[Path, Path]) -> None:
    opened(tab, address)
    tab.click(".decide.confirmed")
    tab.wait_for_selector(".answer.confirmed")
    tab.click(".decide.open")
    tab.wait_for_selector(".answer.open")
    assert [decision.status for decision in read(raw_and_out[1])[0]] == ["confirmed", "open"]
    assert tab.locator("#answered").inner_text().startswith("1")


def test_another_page_cannot_answer_for_the_auditor(browser: Any, address: str, raw_and_out: tuple[Path, Path], tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.html"
    hostile.write_text(
        f"""<script>
        const body = JSON.stringify({{finding_id: "x", status: "dismissed"}});
        fetch("{address}decisions", {{method: "POST", mode: "no-cors", body}}).catch(() => 0);
        fetch("{address}decisions", {{method: "POST", headers: {{"Content-Type": "application/json"}}, body}}).catch(() => 0);
        </script><iframe src="{address}"></iframe>""",
        encoding="utf-8",
    )
    tab = browser.new_page()
    tab.goto(hostile.as_uri())
    tab.wait_for_timeout(500)
    assert all("report" not in (frame.title() or "") and frame.locator(".decide").count() == 0 for frame in tab.frames)
    tab.close()
    assert read(raw_and_out[1])[0] == []
