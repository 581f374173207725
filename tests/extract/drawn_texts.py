"""Invented words for drawn tables: labels, sentences and figures that belong to no real report."""

from __future__ import annotations

import random
import re

_SYLLABLES = (
    "水利林业交通农田道路桥梁学校医院社区村镇广场公园绿化照明排水供热改造维修养护建设监测培训宣传服务管理采购检查验收统筹推进完成"
    "提升保障加强优化落实开展组织实施规范有序安全高效便民及时到位全面深入持续稳定资金项目设备人员标准流程制度档案信息平台系统"
)
_TOKEN = re.compile(r"[0-9A-Za-z.,%]+|.")


def words(text: str) -> list[str]:
    """What may not be broken at a line end."""
    return _TOKEN.findall(text)


def label(rng: random.Random, length: int) -> str:
    """A name without marks."""
    return "".join(rng.choice(_SYLLABLES) for _ in range(length))


def sentence(rng: random.Random, length: int) -> str:
    """Running text with commas and now and then a figure."""
    text = ""
    while len(text) < length:
        text += label(rng, rng.randint(4, 14))
        if rng.random() < 0.25:
            text += f"{rng.randint(1, 9999)}{rng.choice('个次人件处')}"
        text += rng.choice("，，，、；")
    return text[:length].rstrip("，、；0123456789") or label(rng, 4)


def number(rng: random.Random, marks: str = "", *, small: bool = False) -> str:
    """A figure as forms print it."""
    if small:
        return f"{rng.randint(0, 10)}.{rng.randint(0, 9)}"
    value = f"{rng.randint(0, 9999)}.{rng.randint(0, 99):02}" if rng.random() < 0.6 else str(rng.randint(0, 99999))
    if marks and rng.random() < 0.6:
        return rng.choice(["≥", "≤", ""]) + f"{rng.randint(1, 100)}%"
    return value
