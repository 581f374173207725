"""False alarms known in these dossiers: (rule, words of its message). An entry goes when its alarm no longer rings."""

from __future__ import annotations

FALSE_ALARMS: dict[str, list[tuple[str, str]]] = {
    "audit": [("D05", "采纳率91.2%")],  # 177 of 194 建议, not 14篇 of 177
    "civil": [("D05", "274张增长18.4%")],  # 1,274 cut at its comma
    "disabled": [("D02", "结余54.01万元，其中")],  # the parts are of 累计支出
    "disease": [("D05", "麻腮风疫苗第二剂接种率96.8%")],  # 1220 of 1250 is another rate
    "jobs": [("D05", "留用率70.5%")],  # 103 of 146
    "library": [("I04", "文献购置费")],  # the form counts 藏书
    "river": [("D02", "损毁堤防51.2公里"), ("D05", "下降19.0%")],  # planned and done; 51 of 268
    "road": [("G08", "没有佐证")],  # all seven are in the second file
    "sanitation": [("D05", "2,346.68万元")],  # 2.46-2.38=0.08元
    "science": [
        ("D05", "增长21.6%"),  # 429 of 1987
        ("D09", "87家"),  # new this year, and all there are
    ],
    "veterans": [("I08", "72.09%")],  # 62 of 86
}
