"""gouji.toml: what it may say, and what it says back when it says something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.commands.run import job_from
from gouji.config import Settings, load_settings, parse_settings
from gouji.exits import USAGE, Stop


def refused(text: str) -> str:
    with pytest.raises(Stop) as stop:
        parse_settings(text)
    assert stop.value.code == USAGE
    return stop.value.message


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()
    (tmp_path / "gouji.toml").write_text('[run]\njobs = 3\n[limits]\ntimeout = 9.5\n[rules]\nskip = ["T"]\n', encoding="utf-8-sig")
    settings = load_settings()
    assert (settings.run.jobs, settings.limits.timeout, settings.rules.skip) == (3, 9.5, ("T",))


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[limits]\ntimout = 5", "timout", "timeout"),
        ("[limit]\ntimeout = 5", "limit", "limits"),
        ("[gate]\nmax_fail = 0.5", "max_fail", "max_failed"),
        ("[rules]\nskips = []", "skips", "skip"),
        ("jbos = 3", "jbos", "jobs"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(text: str, key: str, nearest: str) -> None:
    message = refused(text)
    assert f"“{key}”" in message and f"“{nearest}”" in message


@pytest.mark.parametrize(
    "text",
    ["[run]\njobs = -1", "[run]\njobs = 'two'", "[gate]\nmax_shrink = 7", "[limits]\ntimeout = 0", "[run]\nfail_on = 'nigh'", "not toml ["],
)
def test_values_that_do_not_fit_are_refused(text: str) -> None:
    assert re.search("gouji.toml", refused(text))


def test_flags_win_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "g.toml"
    config.write_text('[paths]\nraw = "收件"\nout = "发布"\n[run]\nfail_on = "low"\n', encoding="utf-8")
    job = job_from(config, {"raw": None, "out": "别处", "fail_on": "high", "timeout": 7.0})
    assert (job.raw, job.out) == (Path("收件"), Path("别处"))
    assert (job.settings.run.fail_on, job.settings.limits.timeout) == ("high", 7.0)


def test_rules_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    config = tmp_path / "g.toml"
    config.write_text('[rules]\nskip = ["A99"]\n', encoding="utf-8")
    with pytest.raises(Stop, match="A99"):
        job_from(config, {})
