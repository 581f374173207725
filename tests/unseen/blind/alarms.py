"""False alarms known in these dossiers: (rule, words of its message). An entry goes when its alarm no longer rings."""

from __future__ import annotations

FALSE_ALARMS: dict[str, list[tuple[str, str]]] = {}
