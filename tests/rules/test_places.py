"""The places an office's name begins with, and the names an office goes by without them."""

from __future__ import annotations

import pytest

from rules.naming.offices import names_of_office
from rules.naming.places import place_of, places_of


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("云栖县档案馆", ("云栖县",)),
        ("甲省云栖县档案馆", ("甲省", "云栖县")),
        ("县档案馆", ("县",)),
        ("甲县医院", ("甲县",)),
        ("云栖市政务服务中心", ("云栖市",)),
        ("云栖县政府办公室", ("云栖县",)),
        ("云栖市民政局", ("云栖市",)),
        ("云栖县市场监督管理局", ("云栖县",)),
        ("云栖县住房和城乡建设局", ("云栖县",)),
        ("云栖县住房城乡建设局", ("云栖县",)),
        ("云栖县乡村振兴局", ("云栖县",)),
        ("云栖县城市管理局", ("云栖县",)),
        ("云栖县白石镇人民政府", ("云栖县", "白石镇")),
        ("广州市教育局", ("广州市",)),
        ("项城市财政局", ("项城市",)),
        ("镇江市教育局", ("镇江市",)),
        ("锡林郭勒盟教育局", ("锡林郭勒盟",)),
        ("湘西土家族苗族自治州民政局", ("湘西土家族苗族自治州",)),
        ("双江拉祜族佤族布朗族傣族自治县水务局", ("双江拉祜族佤族布朗族傣族自治县",)),
        ("城市管理局", ()),
        ("市政工程处", ()),
        ("市民服务中心", ()),
        ("社区服务中心", ()),
        ("乡镇企业局", ()),
        ("区域合作办公室", ()),
        ("作家联盟秘书处", ()),
        ("教育局", ()),
    ],
)
def test_places_a_name_begins_with(name: str, places: tuple[str, ...]) -> None:
    assert places_of(name) == places


def test_a_place_without_a_name_of_its_own_tells_nothing() -> None:
    assert place_of("县教育局") is None
    assert place_of("甲县教育局") == "甲县"
    assert place_of(None) is None


def test_an_office_also_goes_by_its_names_without_the_place() -> None:
    assert names_of_office("云栖县政务服务中心") == ("云栖县政务服务中心", "县政务服务中心", "政务服务中心")
    assert names_of_office("云栖县住房和城乡建设局") == ("云栖县住房和城乡建设局", "县住房和城乡建设局", "住房和城乡建设局")
