"""The forms of this room."""

from __future__ import annotations

from tests.unseen.layouts import (
    beijing,
    bonds,
    capital,
    chongqing,
    corps,
    counties,
    county_lines,
    gansu,
    guangdong,
    guizhou,
    hainan,
    hebei,
    heilongjiang,
    henan,
    hubei,
    jiangsu,
    jilin,
    mongolia,
    ningxia,
    shaanxi,
    shandong,
    shanxi,
    tianjin,
    transfer,
    zhejiang,
)

FIRST = (bonds, capital, chongqing, guizhou, henan, hubei, jiangsu, mongolia, shaanxi, shandong, transfer, zhejiang)
"""Written before anything of the reader was known to their author."""
SECOND = (beijing, corps, counties, county_lines, guangdong, hebei, heilongjiang, jilin)
"""Written after the reader had been mended on the first."""
THIRD = (gansu, hainan, ningxia, shanxi, tianjin)
"""Written after it had been mended on those."""
FORMS = [module.FORM for module in (*FIRST, *SECOND, *THIRD)]
