"""What rules rest on, in words an auditor can cite; the codes are those of the rule catalogue."""

from __future__ import annotations

NAMES = {
    "S1": "《项目支出绩效评价管理办法》（财预〔2020〕10号）",
    "S2": "核心绩效指标指引（财预〔2021〕101号）",
    "S3": "预算管理一体化系统绩效模块的计分与保存校验口径",
    "S4": "同模板公开样本及评分表",
    "S5": "财政、审计部门通报的常见问题",
    "S7": "《政府采购法》第六条",
    "S8": "机关运行经费与三公经费总额控制要求",
    "S10": "同类核查的公开经验",
    "表样": "自评表表样的勾稽关系",
    "推导": "由表内各数推导",
    "样本": "公开的自评表表样",
    "统计常识": "统计常识",
}


def spell_out(basis: str) -> str:
    """`S4 表样` → the names of both, joined by ；. A word that is no code stays as it is."""
    return "；".join(NAMES.get(code, code) for code in basis.split())
