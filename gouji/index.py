"""What is known of each path from the run before: its signature, where its result stands, which reports it holds."""

from __future__ import annotations

import os
import time

import msgspec

from gouji.intake import Candidate, Signature
from gouji.reading import outline
from gouji.store import Store
from model import DocumentRecord, Report

_KIND, _KEY = "index", "paths"
FINE = 100_000_000
"""Nanoseconds after which a change leaves another time stamp, on file systems that keep fractions of a second."""
COARSE = 2_500_000_000
"""The same on those that keep whole or even seconds."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One path as it was last read."""

    signature: Signature
    sure: bool
    """False when a later change could have left the same signature: the bytes are then compared."""
    key: str
    record: DocumentRecord
    outlines: tuple[Report, ...]
    retry: bool = False
    """True when the next run reads it again although nothing changed (its reader hung or crashed)."""


class Index(msgspec.Struct, frozen=True):
    """All paths, valid for one fingerprint of the reading code."""

    fingerprint: str
    entries: dict[bytes, msgspec.Raw]
    """Each an `Entry`."""


_decoder = msgspec.msgpack.Decoder(Entry)


def load_index(store: Store, fingerprint: str) -> dict[bytes, Entry]:
    """Entries by path, none when another code wrote them.

    Decoded one by one, so that what thousands of reports have in common (departments, kinds, forms) is in memory once.
    """
    index = store.get(_KIND, _KEY, Index)
    if index is None or index.fingerprint != fingerprint:
        return {}
    try:
        return {path: _lean(_decoder.decode(raw)) for path, raw in index.entries.items()}
    except msgspec.MsgspecError:
        return {}


def _lean(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, outlines=tuple(map(outline, entry.outlines)))


def save_index(store: Store, fingerprint: str, entries: dict[bytes, Entry]) -> None:
    """Keep the entries for the next run."""
    store.put(_KIND, _KEY, {"fingerprint": fingerprint, "entries": entries})


def path_key(candidate: Candidate) -> bytes:
    """The path as the file system names it."""
    return b"/".join(candidate.parts)


def is_sure(signature: Signature, looked_at: int) -> bool:
    """Whether any later change must show in the signature. `looked_at`: time.time_ns() before the file was opened.

    A program may set mtime back, but not ctime; only a change within the same tick of the clock, or a clock set back, could
    leave ctime as it was. Windows keeps no such time, so there bytes are always compared.
    """
    if os.name == "nt":
        return False
    whole = signature.ctime_ns % 1_000_000_000 == 0
    return 0 <= signature.ctime_ns <= looked_at - (COARSE if whole else FINE)


def seconds_to_settle(signature: Signature, settle: float) -> float:
    """How long to wait until the file has stood unchanged for `settle` seconds; never more than that."""
    age = (time.time_ns() - max(signature.ctime_ns, signature.mtime_ns)) / 1e9
    if os.name != "nt" and signature.mtime_ns > time.time_ns():  # dated ahead by whoever copied it: ctime alone tells
        age = (time.time_ns() - signature.ctime_ns) / 1e9
    return min(settle, max(0.0, settle - age))
