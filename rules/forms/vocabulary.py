"""Words of the standard forms: which budget item, money line or column a printed label is, whatever its numbering and punctuation."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"^\s*(?:其中[：:]?\s*)?(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．])?\s*(?:其中[：:]?\s*)?"
)
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_NOISE = re.compile(r"[\s“”\"'‘’：:，,、。.;；]")

ITEMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("三公", r"^(?:部门|单位|一般公共预算)?三公(?:一般)?(?:经费|支出|费用)*(?:合计|总额|小计|总计)?$"),
        ("公车", r"^公(?:务用)?车购置.*(?:运行|维护|运维|维修)"),
        ("公车购置", r"^(?:公(?:务用)?车|车辆)(?:的)?购置|^购置公(?:务用)?车"),
        ("公车运维", r"^(?:公(?:务用)?车|车辆)(?:的)?(?:运行|维护|运维)"),
        ("公车", r"^公(?:务用)?车(?:经?费|支出)?$"),
        ("出国", r"^(?:因公)?出国|^(?:因公)?出境"),
        ("接待", r"^(?:公务)?接待"),
        ("项目支出", r"^项目(?:支出|经费|总支出)(?:合计|总额|小计|总计)?$"),
        ("业务工作", r"^业务(?:工作)?(?:经费|专项|费)"),
        ("运行维护", r"^运行维护(?:经费|专项|费)"),
        ("专项", r"^(?:[省市县区州本]级?)*(?:财政)?专项(?:资金|经费|支出)(?:合计|小计)?$"),
        ("公用", r"^(?:日常)?公用(?:经费|支出)|^商品[和与]服务支出"),
        ("采购", r"^政府采购(?:金额|支出|总额|预算|规模|资金)?"),
        ("基本支出调整", r"基本支出(?:的)?预算调整|基本支出调整"),
        ("基本支出", r"^基本支出(?:合计|总额|小计)?$"),
        ("人员", r"^人员(?:经费|支出)|^工资福利"),
        ("总支出", r"^(?:部门)?(?:整体)?(?:支出)?(?:总支出|支出合计|支出总计|支出总额|总计|合计)$"),
    )
)
"""Items of 基础数据表, first match wins."""

TOTAL_LINE = re.compile(
    r"^(?:年度|全年|项目|本年|当年|预算)*(?:资金|预算|支出|经费)?(?:总额|合计|总计|总数|总金额|总预算)$|^(?:年度|项目)资金$|^小计$"
)
TREASURY_LINE = re.compile(r"财政拨款|财政资金|财政性资金")
UNDER_TREASURY = re.compile(r"公共预算|政府性基金|国有资本|中央|省级|市级|县级|区级|地方|本级|上级|债券")


def unnumbered(label: str) -> str:
    """A label without its leading number and 其中, otherwise as printed."""
    return _LEAD.sub("", label.strip(), count=1)


def clean(label: str) -> str:
    """A label without numbering, 其中, notes in brackets and punctuation: `1、公务用车购置和维护经费` → 公务用车购置和维护经费."""
    return _NOISE.sub("", _NOTE.sub("", unnumbered(label)))


def item_of(label: str) -> str | None:
    """The name of a budget item in this module's words, None for a label of the office's own (a project's name)."""
    text = clean(label)
    return next((name for name, pattern in ITEMS if pattern.search(text)), None)
