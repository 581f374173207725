"""A region's summary: a row a county, a pair of columns an indicator. Not a form of indicators: read it as rows of counties or not at all."""

from __future__ import annotations

from tests.unseen.layouts.sheet import Form

TEXT = """
# 2024年度高标准农田建设补助资金分县绩效完成情况表
|县（市、区）|下达资金（万元）|支出资金（万元）|建成面积（万亩）|<|亩均投资（元）|<|农户满意度（%）|<|
|^|^|^|目标|完成|目标|完成|目标|完成|
|丰原县|8,400|8,232|4.2|4.25|2000|1937|90|93.5|
|石渡县|6,000|5,640|3.0|2.91|2000|1938|90|91.2|
|柳林区|3,600|3,600|1.8|1.83|2000|1967|90|95.0|
|合计|18,000|17,472|9.0|8.99|2000|1943|90|93.2|
"""

INDICATORS = ""

FUNDS = """
?丰原县|||||||
?石渡县|||||||
?柳林区|||||||
?合计|||||||
"""

HEAD = """
year=2024
"""

FORM = Form("counties", TEXT, INDICATORS, FUNDS, HEAD)
