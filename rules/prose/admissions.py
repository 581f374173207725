"""Problems a narrative admits, and the topics problems and indicators are about."""

from __future__ import annotations

import re

import msgspec

from model import Dossier, Report
from rules.memo import remembered
from rules.naming.synonyms import TOPICS
from rules.prose.phrases import Phrase, phrases

_SECTION = re.compile(r"问题|不足|短板")
_WEAK = re.compile(
    r"不(?:够|足|高|强|到位|完善|健全|规范|及时|平衡|充分|准确|科学|合理|严|深入|彻底|理想|明显|全面|清晰|细化|能满足|大)|有待|欠缺|缺乏|缺少|滞后|薄弱|误差|偏差|偏[低高慢少弱]|较[低差慢弱少]|困难|"
    r"未能|没有(?:完成|达到|形成)|仍需|还需|亟[待需]|短缺|问题|粗放|脱节|延期|超期|漏洞|隐患"
)
_REMEDY = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．是]*)?(?:下一步|今后|改进|整改|建议|措施|对策|加强|进一步|提高|强化|完善|严格|持续|加大|加快|细化|优化|规范|健全)"
)
_REMEDY_FROM = re.compile(r"下一步|改进措施|整改措施|改进建议|下步|今后(?:我们)?将?|有关建议|工作打算|努力方向")
_NOTHING = re.compile(r"(?:无|没有|未发现|暂无|不存在)(?:明显|突出|重大|主要)?(?:的)?问题|无$")


class Admission(msgspec.Struct, frozen=True):
    """One sentence in which a narrative admits a problem."""

    phrase: Phrase
    text: str
    """What is admitted, without the remedy that may follow."""
    topics: frozenset[str]


@remembered
def admissions(dossier: Dossier) -> tuple[Admission, ...]:
    """What the narratives admit under their headings on problems, in reading order."""
    found: list[Admission] = []
    remedies: set[tuple[str, int]] = set()
    for phrase in phrases(dossier):
        block = phrase.passage.paragraph.block
        where = (phrase.report.report_id, block)
        if phrase.passage.heading or not _SECTION.search(phrase.titles) or where in remedies:
            continue
        cut = _REMEDY_FROM.search(phrase.text)
        if cut:
            remedies.add(where)
        text = phrase.text[: cut.start()] if cut else phrase.text
        if _WEAK.search(_without_lead(text)) and not _REMEDY.search(text) and not _NOTHING.search(text):
            found.append(Admission(phrase=phrase, text=_without_lead(text).strip("。；;，： "), topics=topics_of_problem(text)))
    return tuple(found)


def topics_of_problem(text: str) -> frozenset[str]:
    """What an admitted problem is about, in the words of `synonyms.TOPICS`."""
    return frozenset(topic for topic, (problem, _) in _TOPICS.items() if problem.search(text))


def topics_of_indicator(name: str) -> frozenset[str]:
    """What an indicator is about, in the same words."""
    return frozenset(topic for topic, (_, indicator) in _TOPICS.items() if indicator.search(name))


def admitting(report: Report, dossier: Dossier) -> list[Admission]:
    """The problems one narrative admits."""
    return [admission for admission in admissions(dossier) if admission.phrase.report is report]


def _without_lead(text: str) -> str:
    return re.sub(r"^.{0,4}(?:发现的|存在的)?主要?问题(?:及原因|和原因)?[：:是为]*", "", text)


_TOPICS = {topic: (re.compile(problem), re.compile(indicator)) for topic, (problem, indicator) in TOPICS.items()}
