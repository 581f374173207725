"""What was made of the last few parts of a kind: files written from one template share most parts byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from extract.archive import Archive
from extract.directory import Packed, unpacked

T = TypeVar("T")


class Memory(Generic[T]):
    """Makes something of parts, once only of parts that are equal in every byte. What it makes is shared, so nobody may change it."""

    def __init__(self, make: Callable[[bytes], T], *, most: int, largest: int) -> None:
        """At most so many parts are remembered, none of more than `largest` bytes."""
        self._make, self._largest = make, largest
        self._known = lru_cache(maxsize=most)(self._unpack_and_make)

    def of(self, archive: Archive, name: str) -> T:
        """What is made of a part that exists. Raises what making it raises, and `Unreadable` as `Archive.whole`."""
        packed = archive.packed(name)
        if packed is not None and max(packed.size, len(packed.data)) <= self._largest:
            try:
                return self._known(packed)
            except _NotPlain:
                pass  # the archive has the last word on it
        return self._make(archive.whole(name) or b"")

    def _unpack_and_make(self, packed: Packed) -> T:
        data = unpacked(packed)
        if data is None:
            raise _NotPlain
        return self._make(data)


class _NotPlain(Exception):
    """The bytes do not unpack to what the directory says."""
