"""Group the reports of a run into dossiers and have those checked that are new or changed."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.checking import OUTCOMES, CheckTask, broken_outcome, check_dossier, documents_of, outcome_key
from gouji.config import Settings
from gouji.console import Teller
from gouji.dossiers import group_dossiers
from gouji.engines import Pool
from gouji.fingerprint import checking_fingerprint
from gouji.library import Library
from gouji.reader import Reader
from gouji.reading import DOCUMENTS, Reading
from gouji.store import Store
from model import Dossier, Outcome


def check_all(
    library: Library, reader: Reader, store: Store, pool: Pool, settings: Settings, teller: Teller
) -> tuple[tuple[Dossier, ...], tuple[str, ...]]:
    """The dossiers of a run, and the store key of each one's outcome; every key has a sound entry afterwards."""
    dossiers = group_dossiers(library.outlines(), library.folders())
    fingerprint = checking_fingerprint(settings.rules)
    tasks = []
    keys = []
    for dossier in dossiers:
        readings = {document: library.readings[document] for document in documents_of(dossier)}
        keys.append(outcome_key(dossier, readings, fingerprint))
        if store.get(OUTCOMES, keys[-1], Outcome) is None:
            tasks.append(CheckTask(store.folder, keys[-1], dossier, readings, settings.rules))
    damaged = _check(tasks, store, pool, teller)
    for document in {document for task in damaged for document in task.readings}:
        if store.get(DOCUMENTS, library.readings[document], Reading) is None:
            reader.again(library.candidates[document])
    for task in _check(damaged, store, pool, teller):
        store.put(OUTCOMES, task.key, broken_outcome(task.dossier, "读取结果丢失，请重新运行。"))
    return dossiers, tuple(keys)


def _check(tasks: Iterable[CheckTask], store: Store, pool: Pool, teller: Teller) -> list[CheckTask]:
    """Run the checks; returns those whose readings were damaged in the store. A check that died leaves an outcome saying so."""
    tasks = list(tasks)
    damaged = []
    for number, done in enumerate(pool.map(check_dossier, tasks), start=1):
        dossier = done.task.dossier
        if done.failure is not None:
            store.put(OUTCOMES, done.task.key, broken_outcome(dossier, done.failure.message))
        elif not done.result:
            damaged.append(done.task)
        teller.tell("dossier", done=number, total=len(tasks), department=dossier.department, year=dossier.year)
    return damaged
