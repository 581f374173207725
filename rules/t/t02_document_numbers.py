"""T02: numbers of official documents written with the wrong brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Severity
from rules.figures import outside, passed
from rules.prose.texts import texts
from rules.registry import rule

RULE = "T02"
_RIGHT = re.compile(r"[\u4e00-\u9fff]{2,12}〔(?:19|20)\d\d〕\s*第?\d{1,4}号")
_WRONG = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,10})[（(\[【［](?P<year>(?:19|20)\d\d)[）)\]】］]\s*(?P<number>第?\d{1,4}号)(?![楼线院路机地门桥矿井馆厅窗库仓])"
)
_TRIM = re.compile(r"^.*(?:根据|依据|按照|印发|下发|转发|关于|的|和|及|与|由|见|据|即|以|《|》)")
_ORDERS = re.compile(r"[刑民行赔执]\w?[初终再审字]|公告$|令$")


@rule(RULE, title="发文字号括号不规范", severity=Severity.LOW, basis="S5", priority=2)
def document_numbers(dossier: Dossier) -> Iterator[Hit | Check]:
    """发文字号的年份应当用六角括号〔〕，写成（2024）、[2024]、【2024】的，往往是凭记忆引用，文件名称和文号需要核对。

    同一文号在几处写错只报一条；法院案号、公告和令的编号不看。

    反例：“根据临府阅（2019）9号会议纪要”。
    正例：“（临审改办发〔2024〕1号）”；“（2024）湘06民初12号判决”。
    """
    found: dict[str, list[Evidence]] = {}
    model: Evidence | None = None
    for report in dossier.reports:
        right = wrong = 0
        for text in texts(report):
            if "号" not in text.text:
                continue
            for match in _RIGHT.finditer(text.text):
                right += 1
                model = model or text.at(match.start(), match.end(), "写法规范的发文字号")
            for match in _WRONG.finditer(text.text):
                code = _TRIM.sub("", match["code"]) or match["code"]
                if not _ORDERS.search(code):
                    wrong += 1
                    found.setdefault(f"{code}〔{match['year']}〕{match['number']}", []).append(
                        text.at(match.start(), match.end(), "发文字号")
                    )
        if right and not wrong:
            yield passed(RULE, report, detail=f"{right}处发文字号使用六角括号")
        elif not wrong:
            yield outside(RULE, report, "没有发文字号")
    if found:
        evidence = [side for sides in found.values() for side in sides[:2]][:8]
        shown = "、".join(f"“{_printed(sides[0])}”" for sides in list(found.values())[:6])
        yield Hit(
            message=f"{evidence[0].label.removesuffix('发文字号')}等{sum(map(len, found.values()))}处的发文字号{shown}未用六角括号，应写作“{'、'.join(list(found)[:6])}”，请核对所引文件（发文字号的年份用六角括号〔〕）。",
            evidence=(*evidence, model) if model is not None else tuple(evidence),
            key="发文字号",
            expected="、".join(list(found)[:6]),
            observed="、".join(_printed(sides[0]) for sides in list(found.values())[:6]),
        )


def _printed(side: Evidence) -> str:
    found = _WRONG.search(side.source.quote)
    return (_TRIM.sub("", found["code"]) + found.group()[len(found["code"]) :]) if found else side.source.quote
