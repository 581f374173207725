"""The dossiers of earlier runs where DIR is an object store: they lie there, so that any machine finds the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gouji.earlier import INDEX, files_of, load_earlier
from gouji.entries import DOCUMENTS
from gouji.store import Store

Fetch = Callable[[Iterable[str]], None]
"""Brings readings with these keys to the store of this machine, as far as they are to be had."""


def fetch_index(files: Any, root: str, store: Store) -> Fetch:
    """Make the store know the earlier dossiers that lie below `root`; returns what brings their readings when they are needed."""
    _get(files, root, store, INDEX)

    def fetch(keys: Iterable[str]) -> None:
        for key in keys:
            if not store.has(DOCUMENTS, key):
                _get(files, root, store, (DOCUMENTS, key))

    return fetch


def publish_earlier(files: Any, root: str, store: Store) -> None:
    """Lay down what the store keeps for later years and is not there yet, then the index, and remove what is kept no longer."""
    kept = {file.key for file in files_of(load_earlier(store) or ()).values()}
    place = f"{root}/.store/{DOCUMENTS}"
    there = {path.rpartition("/")[2]: path for path in files.find(place)} if files.exists(place) else {}
    for key in sorted(kept - there.keys()):
        if store.has(DOCUMENTS, key):
            _put(files, root, store, (DOCUMENTS, key))
    if store.has(*INDEX):
        _put(files, root, store, INDEX)
    for key in sorted(there.keys() - kept):
        files.rm(there[key])


def _get(files: Any, root: str, store: Store, entry: tuple[str, str]) -> None:
    here, there = store.place(*entry), _there(root, store, entry)
    if files.isfile(there):
        here.parent.mkdir(parents=True, exist_ok=True)
        aside = here.with_name(f"{here.name}.fetched.tmp")
        files.get_file(there, str(aside))
        aside.replace(here)


def _put(files: Any, root: str, store: Store, entry: tuple[str, str]) -> None:
    there = _there(root, store, entry)
    files.makedirs(there.rpartition("/")[0], exist_ok=True)
    files.put_file(str(store.place(*entry)), there)


def _there(root: str, store: Store, entry: tuple[str, str]) -> str:
    return f"{root}/{Path('.store', store.place(*entry).relative_to(store.folder)).as_posix()}"
