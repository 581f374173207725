"""The forms of this room."""

from __future__ import annotations

from tests.unseen.layouts import (
    bonds,
    capital,
    chongqing,
    guizhou,
    henan,
    hubei,
    jiangsu,
    mongolia,
    shaanxi,
    shandong,
    transfer,
    zhejiang,
)

MODULES = (bonds, capital, chongqing, guizhou, henan, hubei, jiangsu, mongolia, shaanxi, shandong, transfer, zhejiang)
FORMS = [module.FORM for module in MODULES]
