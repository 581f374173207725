"""Archives: what is plain is read the quick way, all else as zipfile does, and both say the same."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest

from extract.archive import Archive
from extract.directory import plain_entries
from model import Unreadable


def archive(*, comment: bytes = b"", extra: bytes = b"", name: str = "word/b.xml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        made.writestr("a.xml", "<a/>" * 900)
        info = zipfile.ZipInfo(name)
        info.extra = extra
        made.writestr(info, "<b/>", compress_type=method)
        made.writestr("empty.xml", "")
        made.comment = comment
    return buffer.getvalue()


PLAIN = archive()


@pytest.mark.parametrize("data", [PLAIN, archive(method=zipfile.ZIP_STORED)])
def test_a_plain_archive_is_read_without_zipfile(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZipFile", None)
    opened = Archive(data)
    assert list(opened.names()) == ["a.xml", "word/b.xml", "empty.xml"]
    assert [opened.whole(name) for name in opened.names()] == [b"<a/>" * 900, b"<b/>", b""]
    assert [opened.size(name) for name in opened.names()] == [3600, 4, 0]
    assert opened.whole("word/c.xml") is None


@pytest.mark.parametrize(
    "data",
    [
        archive(comment=b"made by hand"),
        archive(extra=b"\x99\x99\x02\x00ab"),
        archive(name="word/表.xml"),
        archive(method=zipfile.ZIP_BZIP2),
        b"before" + PLAIN,
    ],
)
def test_an_unusual_archive_is_read_all_the_same(data: bytes) -> None:
    opened = Archive(data)
    name = next(name for name in opened.names() if name.startswith("word"))
    assert (opened.whole("a.xml"), opened.whole(name), opened.head("a.xml", 4)) == (b"<a/>" * 900, b"<b/>", b"<a/>")


@pytest.mark.parametrize("seed", range(300))
def test_damage_is_found_as_zipfile_finds_it(seed: int) -> None:
    lot = random.Random(seed)
    damaged = bytearray(PLAIN)
    for _ in range(lot.randrange(1, 4)):
        damaged[lot.randrange(len(damaged))] = lot.choice((0, 1, 8, 255, lot.randrange(256)))
    data = bytes(damaged)
    try:
        plain = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        assert plain_entries(data) is None
        with pytest.raises(Unreadable):
            Archive(data)
        return
    try:
        opened = Archive(data)
    except Unreadable as error:
        assert error.error in ("unsafe_archive", "encrypted")  # refused for what the directory says
        return
    for info in plain.infolist():
        assert part(opened, info.filename.replace("\\", "/").lstrip("/").lower()) == expected(plain, info)


def part(opened: Archive, name: str) -> bytes | str | None:
    try:
        return opened.whole(name)
    except Unreadable as error:
        return error.error


def expected(plain: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    try:
        return plain.read(info) if info.file_size < 1 << 28 else "too_large"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return "corrupt"
