"""Parts that are the same in several files: read once, with nothing carried from one file into another."""

from __future__ import annotations

import msgspec
import pytest
from word_files import codes, docx, entries, package, para, read, run, texts

from extract import Upload
from extract.archive import Archive
from extract.word.memory import Memory
from model import Paragraph, Unreadable

_BIG = '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题 2"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
_SMALL = _BIG.replace("32", "21")
_NAMED = '<w:pStyle w:val="b"/>'


def made_of(calls: list[bytes], *, most: int = 4, largest: int = 9_000) -> Memory[int]:
    return Memory(lambda content: calls.append(content) or len(content), most=most, largest=largest)


def archive(text: str, *, broken: bool = False) -> Archive:
    data = package({"a.xml": text})
    if broken:
        at = data.index(b"PK\1\2") + 16  # the checksum in the directory
        data = data[:at] + b"\0\0\0\0" + data[at + 4 :]
    return Archive(data)


def test_equal_parts_are_made_once() -> None:
    calls: list[bytes] = []
    memory = made_of(calls)
    assert [memory.of(archive(text), "a.xml") for text in ("甲", "甲", "乙乙", "甲")] == [3, 3, 6, 3]
    assert calls == ["甲".encode(), "乙乙".encode()]


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    calls: list[bytes] = []
    memory = made_of(calls, most=2, largest=100)
    for text in ("a", "b", "c", "a", "x" * 101, "x" * 101):
        memory.of(archive(text), "a.xml")
    assert [len(content) for content in calls] == [1, 1, 1, 1, 101, 101]


def test_a_damaged_part_is_not_taken_for_the_sound_one() -> None:
    memory = made_of([])
    assert memory.of(archive("甲"), "a.xml") == 3
    for _ in range(2):
        with pytest.raises(Unreadable, match="损坏"):
            memory.of(archive("甲", broken=True), "a.xml")


def test_files_read_after_each_other_keep_their_own_styles() -> None:
    def sizes(styles: str, text: str) -> list[tuple[str | None, float | None]]:
        blocks = read(docx(para(text, _NAMED), styles=styles)).blocks
        return [(block.style, block.size) for block in blocks if isinstance(block, Paragraph)]

    assert [sizes(styles, f"第{n}份") for n, styles in enumerate((_BIG, _SMALL, _BIG))] == [
        [("标题 2", 16.0)], [("标题 2", 10.5)], [("标题 2", 16.0)],
    ]  # fmt: skip


def test_lists_count_from_their_start_in_each_file() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    for text in ("甲", "乙"):
        data = docx(para(text, listed) + para("丙", listed), numbering=numbering)
        assert texts(read(data)) == [f"一、\t{text}", "二、\t丙"]


def test_a_document_type_is_refused_again_and_again() -> None:
    parts = entries(para("正文")) | {"docProps/core.xml": "<!DOCTYPE x><x/>"}
    for _ in range(2):
        with pytest.raises(Unreadable) as caught:
            read(package(parts))
        assert caught.value.error == "unsafe_xml"


def test_notes_are_opened_when_the_text_refers_to_one() -> None:
    referring = f"<w:p>{run('见注')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    damaged = "<w:footnote w:id='2'><w:p>"
    assert codes(read(docx(para("无注"), footnotes=damaged))) == []
    assert codes(read(docx(referring + referring, footnotes=damaged))) == ["damaged_part"]
    sound = read(docx(referring + referring, footnotes=f"<w:footnote w:id='2'>{para('注文')}</w:footnote>"))
    assert texts(sound) == ["见注", "注文", "见注"]


def test_a_file_reads_the_same_the_second_time() -> None:
    data = docx(para("正文", _NAMED), styles=_BIG)
    first, second = (read(data) for _ in range(2))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
    assert Upload(name="a", data=data).archive.names()
