"""Results by content hash below `.store`: a cache that proves every entry before it is believed, safe to delete."""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")
STORE = ".store"
"""Its folder in DIR."""
_MAGIC = b"gouji1\n"
_DIGEST = 32


class Store:
    """Entries of one kind each in its folder, named by the key that produced them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, kind: str, key: str, type: type[T]) -> T | None:
        """The entry, or None when there is none, or it is damaged or of another shape (it is then made again)."""
        try:
            data = self.place(kind, key).read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + _DIGEST
        if not data.startswith(_MAGIC) or _proof(kind, key, data[head:]) != data[len(_MAGIC) : head]:
            return None
        try:
            return msgspec.msgpack.decode(zlib.decompress(data[head:]), type=type)
        except (msgspec.MsgspecError, zlib.error):
            return None

    def put(self, kind: str, key: str, value: object) -> None:
        """Keep an entry; it appears whole or not at all."""
        body = zlib.compress(msgspec.msgpack.encode(value), 1)
        path = self.place(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        aside.write_bytes(_MAGIC + _proof(kind, key, body) + body)
        aside.replace(path)

    def has(self, kind: str, key: str) -> bool:
        """Whether an entry stands there, proven or not."""
        return self.place(kind, key).exists()

    def drop(self, kind: str, key: str) -> None:
        """Remove an entry that is worth nothing any more."""
        self.place(kind, key).unlink(missing_ok=True)

    def sweep(self, used: dict[str, set[str]]) -> int:
        """Of the kinds named, remove entries that no key names. Returns how many."""
        removed = 0
        for kind, keys in used.items():
            for path in (self.folder / kind).glob("*/*"):
                if path.name not in keys:
                    path.unlink(missing_ok=True)
                    removed += 1
        return removed

    def clear_staging(self) -> None:
        """Remove what a run that died was laying out."""
        shutil.rmtree(self.folder / "staging", ignore_errors=True)

    def place(self, kind: str, key: str) -> Path:
        """The file of an entry, there or not."""
        return self.folder / kind / key[:2] / key


def _proof(kind: str, key: str, body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST, key=f"{kind}/{key}".encode()[:64]).digest()
