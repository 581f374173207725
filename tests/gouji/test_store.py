"""The store: entries prove themselves, appear whole, and can be swept."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from gouji.store import Store


class Thing(msgspec.Struct, frozen=True):
    name: str
    number: int = 0


class Another(msgspec.Struct, frozen=True):
    word: int


def entry(store: Store) -> Path:
    return next((store.folder / "things").glob("*/*"))


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.get("things", "ab12", Thing) is None and not store.has("things", "ab12")
    store.put("things", "ab12", Thing("一", 1))
    assert store.get("things", "ab12", Thing) == Thing("一", 1)
    assert store.has("things", "ab12")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["ab12"]


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "foreign", "moved"])
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    store.put("things", "ab12", Thing("一" * 100, 1))
    path = entry(store)
    data = path.read_bytes()
    changed = {"flip": data[:-3] + bytes([data[-3] ^ 4]) + data[-2:], "cut": data[:-5], "empty": b"", "foreign": b"{}" * 90, "moved": data}[
        damage
    ]
    if damage == "moved":  # a sound entry under another name proves nothing there
        path = path.with_name("ab99")
    path.write_bytes(changed)
    assert store.get("things", path.name, Thing) is None


def test_an_entry_of_another_shape_is_no_entry(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("things", "ab12", Thing("一", 1))
    assert store.get("things", "ab12", Another) is None


def test_sweeping_keeps_what_is_used_and_other_kinds(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("aa1", "bb2"):
        store.put("things", key, Thing(key))
        store.put("others", key, Thing(key))
    assert store.sweep({"things": {"aa1"}}) == 1
    assert store.has("things", "aa1") and not store.has("things", "bb2") and store.has("others", "bb2")
