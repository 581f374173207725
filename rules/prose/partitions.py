"""Tells whether parts of a total leave nothing out, exclude each other or overlap."""

from __future__ import annotations

import re
from decimal import Decimal

from model import Fact
from rules.comparing.objects import value_of
from rules.figures import MONEY

FATES = tuple(
    re.compile(words)
    for words in (
        r"保留|解散|合并|撤销|关闭|取消|注销|归并|整合|停用|移交",
        r"(?:已|全部)?办结|(?:正)?在办|未办结|正在办理|退回|不予受理|转办",
        r"(?:已)?(?:完工|完成|竣工|建成)|在建|未开工|未完成|正在(?:建设|实施)|(?:已)?开工",
        r"(?<!不)合格|不合格",
        r"(?:已)?(?:整改(?:到位|完成)?|销号)|剩余|尚未|未(?:整改|完成|销号)|正在整改|长期整改",
        r"(?<!未)(?<!不)通过|未通过|不通过",
        r"男|女",
        r"优秀|(?<!不)(?<!基本)(?:合格|称职)|基本(?:合格|称职)|不(?:合格|称职)|未定等次|不定等次",
    )
)
_OPPOSITES = (
    (r"男", r"女"),
    (r"(?<!不)合格|达标", r"不合格|不达标"),
    (r"人员|工资福利", r"公用|商品和服务|日常"),
    (r"基本支出", r"项目支出"),
    (r"网上|线上|网站|平台|网络", r"现场|线下|窗口|当面|来信|信函"),
    (r"城镇|城市|城区", r"农村|乡村"),
    (r"在职|在编", r"退休|离退休"),
    (r"在编|正式|编内", r"聘用|临聘|编外|合同制|劳务派遣"),
    (r"机关|行政", r"事业"),
    (r"个访|个人访", r"集体访|群访"),
    (r"室内", r"室外"),
    (r"财政", r"自筹|单位|社会"),
    (r"公务员|参公", r"事业|工勤"),
    (r"集中", r"分散"),
    (r"公办|公立", r"民办|民营|私立"),
    (r"急难", r"支出型"),
    (r"报告书", r"报告表|登记表"),
    (r"站内|院内|馆内", r"站外|院外|馆外"),
    (r"上级|中央|省", r"本级|县级|区级|自筹|配套|地方"),
    (r"新建|新增", r"改建|改造|续建|存量"),
    (r"专职", r"兼职"),
    (r"书面", r"口头"),
    (r"固定", r"流动"),
    (r"办结", r"在办|正在办理|未办"),
    (r"已", r"未"),
)
_OPPOSED = tuple((re.compile(a), re.compile(b)) for a, b in _OPPOSITES)
_FAMILIES = tuple(
    tuple(re.compile(member) for member in family.split())
    for family in (
        "国家级|中央|国家|部级 省级|自治区|省 市级|市州|市 县级|区级|县市|县|区 乡级|乡镇|镇|乡 村级|村 自筹|企业|社会|个人|群众",
        "县道 乡道 村道 省道 国道",
        "幼儿园|学前 小学 初中|初级中学 九年一贯制|义务教育 高中|高级中学 中职|中等职业|职高|职校 特殊教育|特校 大学|高校|高职",
        "一级|Ⅰ|I类|一类 二级|Ⅱ|II类|二类 三级|Ⅲ|III类|三类 四级|Ⅳ|四类 五级|Ⅴ|五类 一般|未定级",
        "5A 4A 3A 2A",
        "早稻|早 中稻|中 晚稻|晚 旱粮|杂粮 小麦|玉米",
        "高级|正高 中级|副高 初级|助理",
        "一季度 二季度 三季度 四季度",
        "上半年 下半年",
        "社会团体|社团 民办非企业|社会服务机构|民非 基金会",
        "特别重大 重大 较大 一般",
        "党政机关|机关 事业单位|事业 企业|国企 农村|村 社区|居民",
        "建筑工程|土建|建安 设备|机电 安装 独立费|其他费|勘察|设计|监理|管理费 临时工程|临时 预备费 征地|移民",
        "维持 撤销 驳回 终止 变更 确认违法 不予受理",
        "优秀|优 良好|良 合格|中 不合格|差",
        "工资福利|人员 商品和服务|公用 对个人和家庭|补助 资本性|项目",
        "公务用车|公车|车辆 公务接待|接待费 因公出国|出国",
        "一般公共预算|财政拨款 政府性基金|基金 国有资本 财政专户|专户 事业收入|经营收入 其他收入|其他",
    )
)
"""Kinds that are told one beside the other; parts that are different members of one family are meant to be all."""
_MARKS = re.compile(r"[，,、；;：:。（）()\d]|其中")
_REST = re.compile(r"^(?:其他|其它|其余|剩余)")
_SMALL_GAP = Decimal("0.35")
_GROUPS = (
    re.compile(r"[男女]"), re.compile(r"党员|团员|群众"), re.compile(r"学历|本科|大专|硕士|博士|研究生"), re.compile(r"职称|高级|中级|初级|副高|正高|技师"),
    re.compile(r"岁|中青年|青年|老年"), re.compile(r"残疾|低保|特困|贫困|脱贫|困难"), re.compile(r"少数民族|汉族"), re.compile(r"专职|兼职|在编|聘用|临聘"),
)  # fmt: skip


def own_words(text: str, part: Fact) -> str:
    """The words of the clause around a part, without what it takes from earlier ones."""
    before = _MARKS.split(text[max(part.sentence_start, part.start - 16) : part.start])[-1]
    return before + _MARKS.split(text[part.end : part.end + 8])[0]


def excluding(parts: list[Fact], text: str) -> bool:
    """True for two parts that exclude each other and leave nothing: 人员 and 公用."""
    if len(parts) != 2:
        return False
    one, other = (own_words(text, part) for part in parts)
    return any((a.search(one) and b.search(other)) or (a.search(other) and b.search(one)) for a, b in _OPPOSED)


def rest_told(parts: list[Fact], text: str) -> bool:
    """True when the last part is 其他: then nothing is left out."""
    return len(parts) >= 3 and bool(_REST.search(own_words(text, parts[-1])))


def of_one_family(total: Fact, parts: list[Fact], text: str) -> bool:
    """True when the parts are different members of one family and lack little of the total: 县道, 乡道, 村道."""
    whole = value_of(total.quantity) or Decimal(0)
    missing = whole - sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    if missing > whole * _SMALL_GAP:
        return False
    words = [own_words(text, part) for part in parts]
    for family in _FAMILIES:
        members = [next((number for number, member in enumerate(family) if member.search(word)), None) for word in words]
        if None not in members and len(set(members)) == len(members):
            return True
    return False


def opposed(parts: list[Fact], text: str) -> bool:
    """Whether two parts are named as the two halves of a whole (男 and 女, 已 and 未), by the words before their numbers."""
    one, other = (text[max(0, part.start - 12) : part.start] for part in parts)
    return (
        any((a.search(one) and b.search(other)) or (a.search(other) and b.search(one)) for a, b in _OPPOSED)
        or "未" in other
        or "剩余" in other
    )


def are_overlapping(parts: list[Fact]) -> bool:
    """True when the parts are told apart by different traits, so that one person may stand in several."""
    traits = [{number for number, group in enumerate(_GROUPS) if group.search(part.qualifier + part.subject)} for part in parts]
    return len(set().union(*traits)) >= 2 or (any(traits) and not all(traits))


def lacks_little(total: Fact, parts: list[Fact]) -> bool:
    """True when the parts lack less than a seventh of the total, so that they look like all of them."""
    whole = value_of(total.quantity) or Decimal(0)
    missing = whole - sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    return len(parts) >= 2 and 0 < missing <= whole / 7


def nearly_all(total: Fact, parts: list[Fact]) -> bool:
    """True when money told in parts lacks less than a hundredth of the total: they were meant to be all."""
    whole = value_of(total.quantity) or Decimal(0)
    missing = whole - sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    return total.quantity.unit in MONEY and 0 < missing <= whole / 100
