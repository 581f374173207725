"""One run: look at RAW, read what is new, check the dossiers it touches, publish everything as a new run."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gouji import decisions
from gouji.about import summary
from gouji.answers import set_aside, typed_answers
from gouji.checking import OUTCOMES
from gouji.config import Settings
from gouji.console import Teller
from gouji.dossier_checks import check_all
from gouji.earlier import files_of, remember, standing, usable
from gouji.engines import open_pool
from gouji.entries import DOCUMENTS
from gouji.exits import FINDINGS, NOT_PUBLISHED, PUBLISHED, UNREAD_FILES, USAGE, Stop
from gouji.fingerprint import checking_fingerprint, layout_fingerprint
from gouji.history import Before, new_run_id, run_before
from gouji.in_worker import collect_seldom
from gouji.intake import Candidate, device_of, look
from gouji.laying_out import WHOLE, Content
from gouji.library import Library, read_all
from gouji.lock import locked
from gouji.people import load_ahead
from gouji.pictures import crops
from gouji.publishing import publish
from gouji.reader import Reader
from gouji.remote_earlier import Fetch
from gouji.republish import Repeat, inputs_digest, republish
from gouji.sheets import SHEETS, lay_out_missing, sheets_key
from gouji.sketches import SKETCHES, sketch_key
from gouji.store import STORE, Store
from model import Decision
from publish.swap import RUNS, clear_unpublished, prune

AT_LEAST: dict[str, tuple[str, ...]] = {"high": ("high",), "medium": ("high", "medium"), "low": ("high", "medium", "low"), "never": ()}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What one run is asked to do."""

    raw: Path
    out: Path
    settings: Settings
    force: bool = False
    """Publish although the gate objects."""
    fetch: Fetch | None = None
    """Where DIR is an object store: brings what earlier runs read to this machine."""


def run(job: Job, teller: Teller) -> int:
    """Do the whole run and return its exit code. Raises Stop when nothing is published."""
    _verify_folders(job)
    job.out.mkdir(parents=True, exist_ok=True)
    collect_seldom()
    with locked(job.out):
        return _run_locked(job, teller)


class _Clock:
    """Wall-clock seconds by stage, on the monotonic clock."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.monotonic()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self._last = time.monotonic()
            self.seconds[name] = self._last - started

    def since_last(self) -> float:
        """Seconds since the last stage ended."""
        return time.monotonic() - self._last


def _run_locked(job: Job, teller: Teller) -> int:
    started, clock = datetime.now(UTC), _Clock()
    load_ahead()
    clear_unpublished(job.out)
    store = Store(job.out / STORE)
    store.clear_staging()
    before = run_before(job.out)
    place = device_of(job.raw)
    intake, copies = set_aside(look(job.raw, without=job.out), job.raw)
    if not intake.files and not intake.refused:
        raise Stop(NOT_PUBLISHED, _nothing_found(job, before))
    with open_pool(job.settings) as pool:
        reader = Reader(job.raw, store, pool, job.settings)
        with clock.stage("read"):
            library = read_all(intake, reader, store, job.settings.run.settle, teller)
        _verify_still_there(job.raw, place, library)
        log = _decisions(job, copies, store, teller)
        known = standing(store, library)
        still = known or ()
        previous = job.settings.previous
        if job.fetch and previous.stored:
            job.fetch(file.key for file in files_of(still).values())
        earlier = usable(still, store, withdrawn=previous.withdrawn) if previous.stored else ()
        inputs = inputs_digest(library, earlier, log, reader.fingerprint, checking_fingerprint(job.settings.rules))
        unchanged = before is not None and known is not None and before.about.get("inputs") == inputs
        if before and unchanged and len(library.records) > WHOLE:
            about = republish(job.out, Repeat(before=before, library=library, log=log, store=store, started=started, seconds=clock.seconds))
        else:
            with clock.stage("check"):
                dossiers, outcomes = check_all(library, earlier, reader, store, pool, job.settings, teller)
                lay_out_missing((library.readings[document] for document in library.reports), layout_fingerprint(), store, pool)
            content = Content(
                run_id=new_run_id(job.out), started=started, library=library, dossiers=dossiers, outcomes=outcomes, store=store,
                repair=lambda document: reader.again(library.candidates[document]), before=before,
                log=decisions.by_finding(log), inputs=inputs, seconds=clock.seconds,
                crops=lambda findings: crops(findings, library.candidates, job.raw, store, pool, job.settings.limits),
            )  # fmt: skip
            about = publish(job.out, content, job.settings, force=job.force, elapsed=clock.since_last)
            with contextlib.suppress(OSError):  # it is published: what cannot be tidied up now can be next time
                kept = files_of(remember(store, still, dossiers, library, content.run_id)).values()
                store.sweep(
                    {
                        DOCUMENTS: {*library.keys, *(file.key for file in kept)},
                        OUTCOMES: set(outcomes),
                        SHEETS: {sheets_key(key, layout_fingerprint()) for key in library.readings.values()},
                        SKETCHES: {sketch_key(key) for key in library.readings.values()},
                    }
                )
    if job.settings.run.keep:
        with contextlib.suppress(OSError):
            prune(job.out, job.settings.run.keep)
    teller.tell("published", folder=str(job.out / RUNS / about["run_id"]), **summary(about))
    if about["counts"]["failed"]:
        return UNREAD_FILES
    return FINDINGS if any(about["not_dismissed"][severity] for severity in AT_LEAST[job.settings.run.fail_on]) else PUBLISHED


def _verify_folders(job: Job) -> None:
    if job.raw.is_dir():
        raw, out = job.raw.resolve(), job.out.resolve()
        if raw == out or raw.is_relative_to(out / RUNS) or raw.is_relative_to(out / STORE):
            raise Stop(USAGE, f"收件文件夹 {job.raw} 就是发布文件夹或在运行结果之中，程序会把自己的结果当作收件；请分开设置。")
        return
    if run_before(job.out) is None and not job.raw.exists():
        raise Stop(USAGE, f"文件夹 {job.raw} 不存在；请检查路径，或先建立该文件夹并放入报告。")
    raise Stop(NOT_PUBLISHED, f"{job.raw} 不存在或不是文件夹（共享盘可能没有挂上）；本次没有发布，上一次的结果仍然有效。")


def _verify_still_there(raw: Path, place: int | None, library: Library) -> None:
    """Files that could not be read because their share was unmounted meanwhile are no news to publish."""
    if any(record.status == "failed" for record in library.records) and device_of(raw) != place:
        raise Stop(NOT_PUBLISHED, f"{raw} 在读取途中不见了（共享盘可能断开）；本次没有发布，上一次的结果仍然有效。")


def _nothing_found(job: Job, before: Before | None) -> str:
    stands = "，上一次的结果仍然有效" if before else ""
    return f"{job.raw} 中没有可读的文件（共享盘可能没有挂上）；本次没有发布{stands}。"


def _decisions(job: Job, copies: list[Candidate], store: Store, teller: Teller) -> list[Decision]:
    """All decisions, after what auditors typed into workbooks has been added to the log."""
    held, damaged = decisions.read(job.out)
    if damaged:
        teller.tell("notice", message=f"decisions.jsonl 有 {damaged} 行无法读出，已略过（原文件未改动）。")
    typed, complaints = typed_answers(job.out, job.raw, copies, store, held)
    for complaint in complaints:
        teller.tell("notice", message=complaint)
    decisions.append(job.out, typed)
    return held + typed
