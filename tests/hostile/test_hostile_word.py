"""Every hostile Word file ends as data or as its named error, quickly, with a Chinese sentence, opening no connection and writing nothing."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
from word_damage import mutations
from word_files import codes, read
from word_hostile import DATA, HOSTILE

from model import Document, Unreadable
from model.problem import READ_ERRORS

SECONDS = 5.0
_CHINESE = re.compile(r"[一-鿿].*。$")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_should(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = HOSTILE[name]
    data = hostile.make()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    try:
        document = read(data, hostile.file)
        ended = DATA
        assert document.blocks
    except Unreadable as error:
        ended = error.error
        assert _CHINESE.search(error.message), error.message
    assert ended in hostile.ends
    assert time.process_time() - began < SECONDS
    assert not list(tmp_path.iterdir())


def test_nothing_of_the_text_is_lost_where_the_harm_is_beside_it() -> None:
    for name in (
        "broken styles",
        "no side parts",
        "no content types",
        "no relationships",
        "links and templates elsewhere",
        "body elsewhere",
        "macros",
    ):
        document = read(HOSTILE[name].make())
        assert document.blocks[0].raw == "部门整体支出绩效自评报告"
        assert [cell.raw for cell in document.blocks[1].cells] == ["产出指标", "≥95%"]
    assert codes(read(HOSTILE["broken styles"].make())) == ["damaged_part"]


def test_text_below_the_deepest_nesting_is_kept() -> None:
    document = read(HOSTILE["text boxes deep"].make())
    assert document.partial and any("底" in block.raw for block in document.blocks)


@pytest.mark.parametrize("seed", range(4))
def test_mutations_never_escape_as_anything_but_named_errors(seed: int) -> None:
    _survive(seed, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_thousands_of_mutations_never_escape(seed: int) -> None:
    _survive(seed, 200)


def _survive(seed: int, count: int) -> None:
    ends = []
    for data in mutations(seed, count):
        began = time.process_time()
        try:
            document = read(data)
            assert isinstance(document, Document)
            ends.append(DATA)
        except Unreadable as error:
            assert error.error in READ_ERRORS
            ends.append(error.error)
        assert time.process_time() - began < SECONDS
    assert len(set(ends)) > 1, "mutations that all end alike test little"
