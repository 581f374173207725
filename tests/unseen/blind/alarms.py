"""False alarms known in these dossiers: (rule, words of its message). An entry goes when its alarm no longer rings."""

from __future__ import annotations

FALSE_ALARMS: dict[str, list[tuple[str, str]]] = {
    "third_schools": [
        ("C01", "实际支出318.40万元"),
        ("C01", "全年预算325万元"),
        ("C04", "预算执行率97.97%"),
        ("E02", "写318.40万元"),
    ],
}
