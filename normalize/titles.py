"""Knows a report's title when it sees one, and what a title says: year, kind, department, project."""

from __future__ import annotations

import re
from functools import cache

from model import Kind
from normalize.form import COMMON, load_forms, shared_titles
from normalize.vocabulary import Vocabulary, label_key

_YEAR = re.compile(r"(20\d\d)\s*[-—至、]?\s*(?:年度|年)")
_YEAR_WORDS = re.compile(r"[（(]?(?:20\d\d|[×xX*○〇]{2,4})\s*年?度?[）)]?")
_ATTACHMENT = re.compile(r"^附\s*(?:件|表|：|:)\s*[\d一二三四五六七八九十]{0,3}(?:\s*[-—–－.]\s*\d{1,2})?\s*[：:.、]?\s*")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．]|第[一二三四五六七八九十]+[部章节条])"
)
_MENTION = re.compile(r"^附\s*(?:件|表)?\s*[\d一二三四五六七八九十]{0,3}\s*[：:]|^[（(]?(?:详见|见|参见)附?")
_SENTENCE_END = "。；;，,：:、！？"
_LONGEST = 70
_ORGANIZATION = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()]{2,30}?(?:委员会|管理局|管理处|服务中心|人民政府|办事处|人民法院|检察院|事务所|研究院|研究所|"
    r"图书馆|博物馆|文化馆|档案馆|党校|学院|大学|学校|中学|小学|幼儿园|医院|保健院|总队|支队|大队|联合会|协会|公司|集团|"
    r"局|委|办公室|办|厅|部|院|所|站|社|中心|镇|乡|街道|联|会|处|署|科))(?=$|20\d\d|部门|单位|整体|关于|项目|专项|预算|绩效|本级|自评|机关)"
)


_LEADING_YEAR = re.compile(r"^20\d\d\s*年?度?")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{3,30})[）)]$")


def attachment_rest(text: str) -> str | None:
    """What follows 附件N on its line ('' when it stands alone); None when the line does not begin with it."""
    found = _ATTACHMENT.match(text)
    if not found or len(text) > _LONGEST:
        return None
    rest = text[found.end() :]
    return None if found.group().strip() in ("附件", "附表") and rest and not is_title(rest) else rest


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a report (or the last line of one)."""
    if not 3 <= len(text) <= _LONGEST or text[-1] in _SENTENCE_END or "。" in text or _NUMBERED.match(text) or _MENTION.match(text):
        return False
    return _any_title().meaning(title_key(text)) is not None


def may_begin_title(text: str) -> bool:
    """Whether a line can be the first part of a title broken over two lines."""
    return 2 <= len(text) <= 40 and text[-1] not in _SENTENCE_END and not _NUMBERED.match(text) and not any(c in text for c in "。；：:")


def title_key(text: str) -> str:
    """A title without year, blanks and brackets."""
    return label_key(_YEAR_WORDS.sub("", text))


def kind_of_title(title: str) -> tuple[Kind, str] | None:
    """Kind of report and form identifier a title names; None when no form has such a title."""
    key = title_key(title)
    for form_id, vocabulary in _titles_by_form():
        kind = vocabulary.meaning(key)
        if kind is not None:
            return kind, form_id  # type: ignore[return-value]
    return None


def year_of(text: str) -> int | None:
    """The first year named as 2024年 or 2024年度."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def department_of_title(title: str) -> str | None:
    """The organization a title names (2024年度某县某局整体支出绩效自评报告), None when it names none."""
    text = _YEAR_WORDS.sub("", title).replace(" ", "")
    inside = _IN_BRACKETS.search(text)
    dated = _LEADING_YEAR.sub("", title.replace(" ", ""))
    found = _ORGANIZATION.match(text) or _ORGANIZATION.match(dated) or (_ORGANIZATION.fullmatch(inside[1]) if inside else None)
    if not found or found["name"] in ("部门", "本部") or len(found["name"]) < 3:
        return None
    return found["name"]


def project_of_title(title: str, department: str | None) -> str | None:
    """The project a title names (某某项目支出绩效自评报告), None when it only says 项目支出."""
    text = _YEAR_WORDS.sub("", title).replace(" ", "").replace("\n", "")
    if department and text.startswith(department):
        text = text[len(department) :]
    name = _REPORT_WORDS.sub("", text).strip('“”"《》关于的及—-：:')
    return name if len(name) >= 4 and not _GENERAL.fullmatch(name) else None


_REPORT_WORDS = re.compile(
    r"(?:支出)?(?:预算)?(?:绩效)?(?:目标)?(?:自评价|自评|评价|单位自评)(?:情况|工作|结果)?(?:的)?(?:报告|表|总结|说明)?$|绩效(?:报告|总结)$"
)
_GENERAL = re.compile(
    r"(?:部门|单位|财政|[省市县区旗州盟师团]?本级|[县市省区旗州盟师团]级|中央|地方|兵团|政府|购买服务|采购|债券|国有资本经营|转移支付|区域|预算|专项|资金|项目|支出|整体|绩效|重点|（.*?）|\(.*?\))*"
)


@cache
def _any_title() -> Vocabulary:
    titles = [title for form in load_forms() for title in form.titles]
    return Vocabulary({"title": (*titles, *shared_titles())})


@cache
def _titles_by_form() -> tuple[tuple[str, Vocabulary], ...]:
    forms = [form for form in load_forms() if form.titles and form.kind and form.id != COMMON]
    forms.sort(key=lambda form: bool(form.sections))  # a form known by its sections is not claimed by a title alone
    return tuple((form.id, Vocabulary({form.kind: form.titles})) for form in forms if form.kind)
