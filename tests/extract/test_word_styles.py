"""Styles without table styles: what paragraphs take stays the same, whatever stands between."""

from __future__ import annotations

import random

import pytest
from word_files import part

from extract.word.styles import Styles, needed_styles
from extract.word.xml import parse

_DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
_LATENT = '<w:latentStyles w:count="2"><w:lsdException w:name="Normal"/><w:lsdException w:name="heading 1"/></w:latentStyles>'
_NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
_HEADING = '<w:style\n w:type="paragraph" w:styleId="b"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
_CENTRED = '<w:style w:styleId="c" w:type="paragraph"><w:basedOn w:val="b"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
_EMPTY = '<w:style w:type="paragraph" w:styleId="d"/>'
_TABLE = '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'
_EMPTY_TABLE = '<w:style w:type="table" w:styleId="u"/>'
_KINDS = (_NORMAL, _HEADING, _CENTRED, _EMPTY, _TABLE, _TABLE, _EMPTY_TABLE)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("before", ["", _DEFAULTS, _DEFAULTS + _LATENT, '<w:latentStyles w:count="2"/>' + _DEFAULTS])
def test_paragraphs_take_the_same_without_table_styles(before: str, seed: int) -> None:
    kinds = list(_KINDS)
    random.Random(seed).shuffle(kinds)
    data = part("styles", before + "".join(kinds)).encode()
    whole, needed = Styles(parse(data)), Styles(parse(needed_styles(data)))
    assert [needed[key] for key in (None, "a", "b", "c", "d", "unknown")] == [whole[key] for key in (None, "a", "b", "c", "d", "unknown")]
    assert not needed.hidden()


def test_table_and_latent_styles_are_left_out() -> None:
    data = part("styles", _DEFAULTS + _LATENT + _TABLE + _NORMAL + _TABLE).encode()
    assert needed_styles(data) == part("styles", _DEFAULTS + _NORMAL).encode()


@pytest.mark.parametrize("inner", ["", _DEFAULTS, f"<!-- {_TABLE} -->{_NORMAL}", f"<!-- {_TABLE[:40]} -->{_NORMAL}{_TABLE}"])
def test_a_part_without_styles_or_with_comments_stays_as_it_is(inner: str) -> None:
    data = part("styles", inner).encode()
    assert needed_styles(data) == data
