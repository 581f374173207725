"""False alarms known in these dossiers: (rule, words of its message). An entry goes when its alarm no longer rings."""

from __future__ import annotations

FALSE_ALARMS: dict[str, list[tuple[str, str]]] = {
    "clerk_gjj": [("I04", "“软件维护”118.00万元"), ("I04", "“线路与云资源租赁”93.70万元")],
}
