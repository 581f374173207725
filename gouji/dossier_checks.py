"""Group the reports of a run into dossiers and have those checked that are new or changed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gouji.checking import OUTCOMES, CheckTask, broken_outcome, check_dossier, documents_of, outcome_key
from gouji.config import Settings
from gouji.console import Teller
from gouji.dossiers import group_dossiers
from gouji.earlier import Earlier, Kept, files_of, with_earlier
from gouji.engines import Pool
from gouji.entries import DOCUMENTS, Reading
from gouji.fingerprint import checking_fingerprint, layout_fingerprint
from gouji.library import Library
from gouji.neighbours import AMONG_DEPARTMENTS, with_neighbours
from gouji.reader import Reader
from gouji.sheets import Verdict, verdict_of
from gouji.sketches import gather
from gouji.store import Store
from model import Dossier


def check_all(
    library: Library, earlier: Iterable[Earlier], reader: Reader, store: Store, pool: Pool, settings: Settings, teller: Teller
) -> tuple[tuple[Dossier, ...], tuple[str, ...]]:
    """The dossiers of a run, and the store key of each one's outcome; every key has a sound entry afterwards.

    `earlier`: dossiers of earlier runs that may serve as the year before of this run's.
    """
    kept = files_of(earlier)
    fingerprint = checking_fingerprint(settings.rules) + layout_fingerprint()
    dossiers = with_earlier(group_dossiers(library.outlines(), library.folders()), earlier)
    if any(map(settings.rules.selects, AMONG_DEPARTMENTS)):
        dossiers = with_neighbours(dossiers, gather({document: library.readings[document] for document in library.reports}, store, pool))
    tasks = [_task(dossier, library, kept, store, fingerprint, settings) for dossier in dossiers]
    damaged = _check((task for task in tasks if store.get(OUTCOMES, task.key, Verdict) is None), store, pool, teller)
    lost: set[str] = set()
    for document, key in {item for task in damaged for item in task.readings.items()}:
        if store.get(DOCUMENTS, key, Reading) is None:
            if document in library.candidates:
                reader.again(library.candidates[document])
            else:
                lost.add(document)
                store.drop(DOCUMENTS, key)
    mended = {task.key: _without(task, lost, library, store, fingerprint, settings) for task in damaged}
    for task in _check(mended.values(), store, pool, teller):
        store.put(OUTCOMES, task.key, verdict_of(broken_outcome(task.dossier, "读取结果丢失，请重新运行。")))
    tasks = [mended.get(task.key, task) for task in tasks]
    return tuple(task.dossier for task in tasks), tuple(task.key for task in tasks)


def _task(dossier: Dossier, library: Library, kept: dict[str, Kept], store: Store, fingerprint: str, settings: Settings) -> CheckTask:
    readings = {document: library.readings.get(document) or kept[document].key for document in documents_of(dossier)}
    earlier = {document: kept[document].path for document in readings if document not in library.readings}
    key = outcome_key(dossier, readings, fingerprint, earlier)
    return CheckTask(store.folder, key, dossier, readings, settings.rules, layout_fingerprint(), earlier)


def _without(task: CheckTask, lost: set[str], library: Library, store: Store, fingerprint: str, settings: Settings) -> CheckTask:
    """The task; a year before of which the store lost a file is no year before."""
    if lost.isdisjoint(task.readings):
        return task
    return _task(msgspec.structs.replace(task.dossier, previous=None), library, {}, store, fingerprint, settings)


def _check(tasks: Iterable[CheckTask], store: Store, pool: Pool, teller: Teller) -> list[CheckTask]:
    """Run the checks; returns those whose readings were damaged in the store. A check that died leaves an outcome saying so."""
    tasks = list(tasks)
    damaged = []
    for number, done in enumerate(pool.map(check_dossier, tasks), start=1):
        dossier = done.task.dossier
        if done.failure is not None:
            store.put(OUTCOMES, done.task.key, verdict_of(broken_outcome(dossier, done.failure.message)))
        elif not done.result:
            damaged.append(done.task)
        teller.tell("dossier", done=number, total=len(tasks), department=dossier.department, year=dossier.year)
    return damaged
