"""Measure words and money units a number can carry, and how the longest one is found at a place."""

from __future__ import annotations

import re

MONEY = ("元", "千元", "万元", "百万元", "亿元", "美元", "万美元")
"""Units of money; 万 and 亿 belong to them and are not multiplied out."""
RATES = ("%", "‰", "个百分点", "百分点", "个千分点")
TIMES = ("个工作日", "工作日", "个自然日", "自然日", "个小时", "小时", "分钟", "秒", "个月", "个季度", "季度", "周", "天", "日", "月", "年")
_COUNT_WORDS = """
人次 户次 家次 处次 村次 项次 例次 剂次 辆次 头次 份次 批次 场次 车次 件次 台次 架次 班次 频次 课时 学时 人天 人日 人月 个班 个人
个 名 人 位 项 件 条 次 家 户 场 期 份 篇 批 台 套 辆 部 处 座 所 间 栋 幢 层 块 片 株 棵 头 只 口 张 幅 册 本 卷 种 类 起 宗 例
门 节 班 届 组 队 支 笔 款 单 票 则 字 句 页 行 点 分 倍 成 折 轮 遍 趟 步 站 段 孔
剂 具 床 羽 盏 根 枚 粒 瓶 箱 袋 桶 包 盒 对 双 副 样 方 艘 架 村 镇 县 区
"""
_SIZE_WORDS = """
平方公里 平方千米 平方米 ㎡ m² m2 km² 亩 公顷 万亩 公里 千米 米 厘米 毫米 km cm mm m 立方米 m³ 方 吨 公斤 千克 克 kg t 升 毫升 L ml
千瓦时 千瓦 兆瓦 度 kW kWh kV MW GB TB MB GB/s Mbps 兆 ℃ 分贝 dB
"""
COUNTS = tuple(_COUNT_WORDS.split())
SIZES = tuple(_SIZE_WORDS.split())
MEASURES = frozenset((*MONEY, *RATES, *TIMES, *COUNTS, *SIZES))

_ALTERNATIVES = "|".join(
    re.escape(word) + ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")
    for word in sorted(MEASURES, key=len, reverse=True)
)
MEASURE = re.compile(rf"(?:{_ALTERNATIVES})(?:[/·每](?:{_ALTERNATIVES}))*")
"""The longest measure word at a place, with what it is counted per (次/年, 元/人·月)."""


def measure_at(text: str, position: int) -> str | None:
    """The measure word that begins at `position`, None when there is none."""
    found = MEASURE.match(text, position)
    return found.group() if found else None
