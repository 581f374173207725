"""Budget items named inside sentences of the narratives (三公经费, 公务接待费, 公用经费 …), for claims about them in words."""

from __future__ import annotations

import re

import msgspec

from model import Dossier
from rules.forms.ledger import Entry, department_entries

_ITEMS: tuple[tuple[str, str], ...] = (
    ("公车", r"公(?:务用)?车购置(?:费)?[及和与]?运行?维?(?:护|修)?(?:费|经费)?"),
    ("公车购置", r"公(?:务用)?车(?:的)?购置(?:费|经费)?"),
    ("公车运维", r"公(?:务用)?车(?:的)?运行?维?(?:护|修)?(?:费|经费|费用)|车辆运行维护费"),
    ("公车", r"公(?:务用)?车(?:经费|费用?|支出)"),
    ("出国", r"因公出[国境](?:[（(]境[)）])?(?:费用?|经费)?"),
    ("接待", r"公务接待(?:费用?|经费|支出)?"),
    ("三公", r"[“\"]?三公[”\"]?(?:一般)?(?:经费|支出)"),
    ("公用", r"(?:日常)?公用(?:经费|支出)"),
    ("人员", r"人员(?:经费|支出)"),
    ("基本支出", r"基本支出"),
    ("项目支出", r"项目(?:总)?支出"),
    ("采购", r"政府采购(?:金额|支出|总额|规模)?"),
    ("支出总额", r"(?:部门|全年|年度|整体)?(?:总支出|支出总额|支出合计)"),
)
_ITEM = re.compile("|".join(f"(?P<i{place}>{pattern})" for place, (_, pattern) in enumerate(_ITEMS)))


class Mention(msgspec.Struct, frozen=True):
    """One item named in a sentence."""

    name: str
    start: int
    end: int
    text: str


def mentions(text: str) -> list[Mention]:
    """Items named in a text, in order."""
    found = []
    for match in _ITEM.finditer(text):
        name = _ITEMS[int((match.lastgroup or "i0")[1:])][0]
        found.append(Mention(name=name, start=match.start(), end=match.end(), text=match.group().strip('“”"')))
    return found


def entry_named(dossier: Dossier, name: str) -> Entry | None:
    """What the forms print of an item."""
    return department_entries(dossier).get(name)
