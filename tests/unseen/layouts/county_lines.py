"""A county's own form: every line a label and a value in one cell, all money in one line, targets and results in brackets of a column."""

from __future__ import annotations

from tests.unseen.layouts.sheet import Form

TEXT = """
# 项目绩效自评情况表
|项目名称：校园食堂改造|<|<|<|<|
|主管部门：白岭县教育局|<|<|实施单位：白岭县第三中学|<|
|年初预算：86万元|<|调整预算：92万元|<|实际支出：90.16万元|
|执行率：98%|<|<|<|<|
|绩效目标：改造食堂2个，新增就餐座位360个。|<|<|<|<|
|完成情况：改造食堂2个，新增就餐座位372个。|<|<|<|<|
|指标|计划|实际|标准分|自评分|
|产出|<|<|<|<|
|改造食堂数量|2个|2个|20|20|
|新增就餐座位|360个|372个|20|20|
|工程验收合格率|100%|100%|15|15|
|效益|<|<|<|<|
|错峰就餐时长缩短|≥15分钟|12分钟|15|12|
|满意度|<|<|<|<|
|师生满意度|≥90%|92.7%|20|20|
|合计|<|<|90|87|
|自评得分：96.8分|<|<|自评等级：优|<|
|填表人：段秋　　填表日期：2024年3月5日|<|<|<|<|
"""

INDICATORS = """
产出||改造食堂数量|2 个|2 个|20|20|
产出||新增就餐座位|360 个|372 个|20|20|
产出||工程验收合格率|100 %|100 %|15|15|
效益||错峰就餐时长缩短|≥ 15 分钟|12 分钟|15|12|
满意度||师生满意度|≥ 90 %|92.7 %|20|20|
"""

FUNDS = """
年度资金总额|86|92|90.16||98||万元
"""

HEAD = """
department=白岭县教育局
unit=白岭县第三中学
project=校园食堂改造
year=*
goal_expected=改造食堂2个，新增就餐座位360个。
goal_actual=改造食堂2个，新增就餐座位372个。
total_weight=90
total_score=87
prepared_by=段秋
prepared_on=2024-03-05
"""

FORM = Form("county_lines", TEXT, INDICATORS, FUNDS, HEAD)
