"""Finds enumerations with an announced count: 5个内设机构：甲、乙、丙、丁、戊."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from rules.naming.chinese import read_small


class Listing(msgspec.Struct, frozen=True):
    """An announced count and the items told with it."""

    start: int
    end: int
    announced: int
    unit: str
    noun: str
    items: tuple[str, ...]
    most: int
    """How many items there may be when 和 or 与 joins two of them."""
    open: bool
    """The list ends with 等, so it may be incomplete."""
    ordinal: bool = False
    """Items told as 一是…二是….…"""


_CN = "一二两三四五六七八九十"
_COUNT = rf"(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})\s*(?P<m>个|家|项|类|种|名|所|座|大|条|处|件|部|支|方面)"
_AFTER = re.compile(
    rf"(?<![\d.第{_CN}年月]){_COUNT}(?P<noun>[\u4e00-\u9fff]{{0,14}}?)(?P<sep>[：:]|[，,]?(?:分别[为是]|即|包括)[：:]?|[为是][：:]|[（(](?:分别[为是]|即|包括)?)(?P<list>[^。；;！？\n：:]{{4,400}})"
)
_BEFORE = re.compile(
    rf"(?P<list>(?:[^，,。；;：:、（()）\d\s“”]{{2,20}}、){{2,30}}[^，,。；;：:、（()）\d\s“”]{{2,20}}?)(?P<etc>等)?(?:共计?|合计)?{_COUNT}(?P<noun>(?:[\u4e00-\u9fff]{{0,6}}?)(?:机构|单位|部门|股室|科室|处室|乡镇|镇|街道|村|社区|企业|学校|医院|项目|方面|环节|系统|平台|类别|领域|片区|县区|县市|中心|专班|小组|人员|群体|事项|制度|工程|行动))"
)
_POINTS = re.compile(
    rf"(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})(?:个|项|大|条|点)?(?P<noun>方面|问题|措施|原因|不足|举措|重点|任务|工作|目标|短板|职责)[^。；\n]{{0,12}}[：:。，,]\s*(?=一是|（一）|1[、.])"
)
_BARE = re.compile(
    rf"(?<![\d.第{_CN}年月]){_COUNT}(?P<noun>[\u4e00-\u9fff]{{0,10}})[，,]为(?P<list>[^，,。；;：:（()）\d\n]{{4,200}}?)(?=[。；;\n]|$|[，,](?:[共均每]|合计|全部|总))"
)
_NAMED = re.compile(
    r"(?!周边|附近|本地|外地|各|相关|有关|辖区|重点|主要|当地|全[市县区乡镇])[\u4e00-\u9fff]{2,16}"
    r"(?:中心|公司|[大中小]学|[医学法剧书卫敬养福]院|[院校园局委办厂站馆社所队会村镇乡路桥街室股科处库]|生院|老院|社区|小区|街道|景区|广场)"
)
"""What a body, place or building is called, by its last word; a list of such names after “，为” is of what was counted (机构3家，为甲中心、乙中心)."""
_POINT = re.compile(rf"(?:^|[。；;：:，,\n\s])(?P<n>[{_CN}]{{1,3}})是")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_LOOSE = re.compile(r"主要|如|例如|比如|重点|涉及|其中|部分|的$")
_VERBS = re.compile(r"^(?:完成|开展|实现|加强|推进|建立|落实|做好|组织|进一步|通过|对|已|将|正在)")
_JOINT = re.compile(r"以及|[和及与暨]")
_QUANTITY = re.compile(r"\d")
_LEAD = re.compile(r"^.*(?:包括|分别[为是]|由|含|有|为|即|联合|会同|协调|通过|对)")


def listings(text: str) -> Iterator[Listing]:
    """Every enumeration of a paragraph with its announced count."""
    flat = _BRACKETS.sub(lambda found: "\u0001" * len(found.group()), text)
    taken: list[tuple[int, int]] = []
    for source in (text, flat) if flat != text else (text,):
        for found in _AFTER.finditer(source):
            listing = _after(found, text)
            if listing and not any(a < listing.end and listing.start < b for a, b in taken):
                taken.append((listing.start, listing.end))
                yield listing
    for found in _BARE.finditer(text) if "，为" in text else ():
        listing = _bare(found)
        if listing and not any(a < listing.end and listing.start < b for a, b in taken):
            taken.append((listing.start, listing.end))
            yield listing
    for found in _BEFORE.finditer(flat):
        listing = _before(found)
        if listing and not any(a < listing.end and listing.start < b for a, b in taken):
            taken.append((listing.start, listing.end))
            yield listing
    yield from _points(text)


def _after(found: re.Match[str], text: str) -> Listing | None:
    announced = read_small(found["n"])
    noun, told = found["noun"], found["list"]
    if announced is None or announced < 2 or _LOOSE.search(text[max(0, found.start() - 4) : found.start()] + noun):
        return None
    if found["sep"][0] in "（(":
        told = told.split("）")[0].split(")")[0]
    told = _BRACKETS.sub("", told.replace("\u0001", ""))
    if "、" not in told:
        return None
    told = re.split(r"[，,]", told)[0] if "、" in re.split(r"[，,]", told)[0] else told
    return _listing(found.start(), found.end(), announced, found["m"], noun, told, near=max(3, announced // 2))


def _bare(found: re.Match[str]) -> Listing | None:
    """Names right after “，为”; what the counted thing serves (为群众出行、物流配送提供便利) are no names."""
    announced, items = read_small(found["n"]), found["list"].split("、")
    if announced is None or announced < 2 or len(items) < 2 or not all(_NAMED.fullmatch(item) for item in items):
        return None
    return _listing(found.start(), found.end(), announced, found["m"], found["noun"], found["list"], near=2)


def _before(found: re.Match[str]) -> Listing | None:
    announced = read_small(found["n"])
    told = found["list"].replace("\u0001", "")
    if announced is None or announced < 2 or told.endswith(("的", "了", "及", "和")):
        return None
    first, _, rest = told.partition("、")
    told = f"{_LEAD.sub('', first) or first}、{rest}" + ("等" if found["etc"] else "")
    return _listing(found.start(), found.end(), announced, found["m"], found["noun"], told, near=2)


def _listing(start: int, end: int, announced: int, unit: str, noun: str, told: str, *, near: int) -> Listing | None:
    body = re.sub(r"(?:等|等等|…+)[\u4e00-\u9fff]{0,6}$", "", told)
    items = tuple(item.strip() for item in body.split("、"))
    if len(items) < 2 or any(not item or len(item) > 26 or _VERBS.match(item) for item in items):
        return None
    loose = body != told
    most = len(items) + sum(len(_JOINT.findall(item)) for item in items)
    if not loose and abs(len(items) - announced) > near and not len(items) <= announced <= most:
        return None
    return Listing(start, end, announced, unit, noun, items, most, loose)


def _points(text: str) -> Iterator[Listing]:
    """Points announced and then told as 一是…二是…."""
    for found in _POINTS.finditer(text):
        announced = read_small(found["n"])
        if announced is None or announced < 2 or not text.startswith("一是", found.end()):
            continue
        numbers, last = [], 0
        for point in _POINT.finditer(text, max(0, found.end() - 1)):
            number = read_small(point["n"])
            if number != last + 1:
                break
            numbers.append(text[point.end() : point.end() + 12])
            last = number
        if len(numbers) >= 2:
            yield Listing(found.start(), found.end(), announced, "个", found["noun"], tuple(numbers), len(numbers), False, ordinal=True)
