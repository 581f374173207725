"""Normalized text is what a careful clerk would type."""

from __future__ import annotations

import pytest

from normalize.enumerations import retype_cell
from normalize.wraps import rejoin


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("河道清淤疏浚工 程完成率", "河道清淤疏浚工程完成率"),
        ("\n\n　河道清淤\n疏浚", "河道清淤疏浚"),
        ("Windows\nServer 2019 许可", "Windows Server 2019许可"),
        ("运行7 × 24   （ 7天  ×24小时）", "运行7×24（7天×24小时）"),
        ("≧ 95％", "≥95%"),
        ("≦３ 天", "≤3天"),
        ("0817－ 6600121", "0817-6600121"),
        ("第三方ＡＢＣ公司", "第三方ABC公司"),
        ("比例１：３", "比例1:3"),
        ("其中：人员经费", "其中：人员经费"),
        ("产出指标（30分）", "产出指标（30分）"),
        ("支出1004.1\n2万元", "支出1004.12万元"),
        ("\u200b周\xa0岚\ufeff", "周岚"),
        ("数据⼤厅", "数据大厅"),
        ("５ Ｇ基站", "5 G基站"),
        ("5 Ｇ基站", "5G基站"),
        ("高质量发展十监管", "高质量发展十监管"),
    ],
)
def test_wraps_and_layout_blanks_are_closed(printed: str, typed: str) -> None:
    assert rejoin(printed) == typed


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("1、修路。\n2、架桥。", "1、修路。\n2、架桥。"),
        ("1、修路。　　　 2、架桥。", "1、修路。\n2、架桥。"),
        ("目标1：修路86公里\n；\n目标2：架桥。", "目标1：修路86公里；\n目标2：架桥。"),
        ("总体完成。\n（一）修路。\n（二）架\n桥。", "总体完成。\n（一）修路。\n（二）架桥。"),
        ("①修路；②架桥。", "①修路；\n②架桥。"),
        ("3、专项资金\n（一个专项一行）", "3、专项资金（一个专项一行）"),
        ("修路里程\n较上年\n增加", "修路里程较上年增加"),
        ("增长2.5、3.5两个百分点", "增长2.5、3.5两个百分点"),
    ],
)
def test_a_real_enumeration_stands_one_item_a_line(printed: str, typed: str) -> None:
    assert retype_cell(printed) == typed


def test_folding_twice_changes_nothing() -> None:
    once = retype_cell("≧ ９５％ （ 含 ）\n1、甲；\n2、乙")
    assert retype_cell(once) == once
