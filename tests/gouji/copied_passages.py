"""Three small reports; two tell of the same patrol in the same words."""

from __future__ import annotations

from pathlib import Path

from tests.gouji.conftest import write_docx

PATROL = (
    "管护工作台账已覆盖全部责任片区，{}逐片落实管护责任人，按月组织巡查并将发现的问题录入台账，"
    "限期整改后由监理单位复核销号，全年发现问题{}处，完成整改{}处，群众来电的平均办结时间由七天缩短为四天。"
)
OTHER = "全县公开招聘讲解员十二名，更新展陈文字和导览图示，组织送展下乡进校园活动，与乡镇文化站建立图书互借渠道，编印地方文献选辑，读者留言当日答复。"
WATER, PARKS, LIBRARY = "青岚县水务局", "青岚县园林中心", "青岚县图书馆"


def write_all(raw: Path, *, left: str = WATER) -> None:
    write_docx(raw / "a.docx", "四、主要绩效", PATROL.format(WATER, 536, 521), department=WATER)
    write_docx(raw / "b.docx", "四、主要绩效", PATROL.format(left, 412, 405), department=PARKS)
    write_docx(raw / "c.docx", "四、主要绩效", OTHER, department=LIBRARY)
