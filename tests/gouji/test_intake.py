"""Intake: what is looked at, what is refused, and bytes that are read once and privately."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from gouji.index import is_sure, seconds_to_settle
from gouji.intake import Candidate, Signature, look, private_copy, signature_now
from model import Unreadable


def paths(raw: Path) -> list[str]:
    return [file.path for file in look(raw).files]


def refusal(raw: Path, candidate: Candidate, limit: int = 1000) -> str:
    with pytest.raises(Unreadable) as refused:
        private_copy(raw, candidate, limit=limit)
    return refused.value.error


def test_sub_folders_are_walked_in_the_order_of_paths(raw: Path) -> None:
    for name in ("b.docx", "a/z.docx", "a/子/c.pdf", "a.docx"):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(b"x")
    assert paths(raw) == ["a.docx", "a/z.docx", "a/子/c.pdf", "b.docx"]


def test_locks_dot_files_and_downloads_are_no_documents(raw: Path) -> None:
    for name in (
        "~$a.docx",
        "._a.docx",
        ".DS_Store",
        ".git/x.docx",
        "Thumbs.db",
        "desktop.ini",
        "a.docx.part",
        "b.crdownload",
        "~WRL0001.tmp",
    ):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(b"x")
    (raw / "a.docx").write_bytes(b"x")
    assert paths(raw) == ["a.docx"]
    assert set(look(raw).ignored) == {
        "~$a.docx",
        "._a.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "a.docx.part",
        "b.crdownload",
        "~WRL0001.tmp",
    }


def test_links_and_special_files_are_refused_with_a_reason(raw: Path, tmp_path: Path) -> None:
    (raw / "real.docx").write_bytes(b"x")
    (raw / "link.docx").symlink_to(raw / "real.docx")
    (raw / "dangling.docx").symlink_to("nowhere")
    (raw / "loop").symlink_to(raw, target_is_directory=True)
    os.mkfifo(raw / "pipe.docx")
    door = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(raw)
    door.bind("s.docx")
    os.chdir(here)
    intake = look(raw)
    door.close()
    assert [file.path for file in intake.files] == ["real.docx"]
    assert {record.path: record.error for record in intake.refused} == dict.fromkeys(
        ("dangling.docx", "link.docx", "loop", "pipe.docx", "s.docx"), "not_regular"
    )
    assert "符号链接" in (intake.refused[1].message or "") and all(record.status == "failed" for record in intake.refused)


def test_the_folder_of_publication_is_not_entered(raw: Path) -> None:
    (raw / "out" / "runs").mkdir(parents=True)
    (raw / "out" / "runs" / "x.docx").write_bytes(b"x")
    (raw / "a.docx").write_bytes(b"x")
    assert [file.path for file in look(raw, without=raw / "out").files] == ["a.docx"]


def test_a_file_swapped_for_a_link_or_a_pipe_is_never_followed(raw: Path, tmp_path: Path) -> None:
    (raw / "sub").mkdir()
    for name in ("a.docx", "sub/b.docx"):
        (raw / name).write_bytes(b"mine")
    first, second = sorted(look(raw).files, key=lambda file: file.path)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "b.docx").write_bytes(b"theirs")
    (raw / "a.docx").unlink()
    (raw / "a.docx").symlink_to(secret / "b.docx")
    assert refusal(raw, first) == "unreadable"
    (raw / "sub" / "b.docx").unlink()
    (raw / "sub").rmdir()
    (raw / "sub").symlink_to(secret, target_is_directory=True)
    assert refusal(raw, second) == "unreadable"
    (raw / "a.docx").unlink()
    os.mkfifo(raw / "a.docx")
    assert refusal(raw, first) == "not_regular"  # waiting for a writer would be for ever


def test_large_and_changed_files_are_named_errors(raw: Path) -> None:
    (raw / "a.docx").write_bytes(b"x" * 50)
    (candidate,) = look(raw).files
    assert private_copy(raw, candidate, limit=50)[0] == b"x" * 50
    assert refusal(raw, candidate, limit=49) == "too_large"
    (raw / "a.docx").write_bytes(b"y" * 50)
    assert refusal(raw, candidate) == "unstable"
    (raw / "a.docx").unlink()
    assert refusal(raw, candidate) == "unreadable"
    assert signature_now(raw, candidate) is None


@contextmanager
def without_rights() -> Iterator[None]:
    """Inside, the tests are nobody when they are root, who may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights are others there")
def test_a_folder_or_file_without_permission_is_a_refusal(raw: Path) -> None:
    (raw / "closed").mkdir(mode=0)
    (raw / "a.docx").write_bytes(b"x")
    (raw / "a.docx").chmod(0)
    with chdir(raw), without_rights():  # from inside: nobody may walk to the folders of root
        intake = look(Path())
        assert [(record.path, record.error) for record in intake.refused] == [("closed", "unreadable")]
        assert refusal(Path(), intake.files[0]) == "unreadable"


def at(ctime: float, mtime: float = 0) -> Signature:
    return Signature(1, int(mtime * 1e9), int(ctime * 1e9), 1, 1)


def test_a_signature_is_believed_only_when_a_later_change_would_show() -> None:
    now = int(1_000_000_000.5e9)
    assert is_sure(at(999_999_999.25), now)
    assert not is_sure(at(1_000_000_000.49), now)  # within the same tick
    assert not is_sure(at(999_999_999), now)  # whole seconds: a coarse clock
    assert is_sure(at(999_999_990), now)
    assert not is_sure(at(1_000_000_007.25), now)  # the clock went back


def test_settling_looks_at_the_youngest_time_but_not_at_dates_from_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_700_000_000.25
    monkeypatch.setattr("gouji.index.time", SimpleNamespace(time_ns=lambda: int(now * 1e9)))
    assert seconds_to_settle(at(now - 10, now - 10), 1.0) == 0
    assert seconds_to_settle(at(now - 0.5, now - 10), 1.0) == pytest.approx(0.5)
    assert seconds_to_settle(at(now - 10, 4_070_908_800), 1.0) == 0
    assert seconds_to_settle(at(now + 500), 1.0) == 1.0
