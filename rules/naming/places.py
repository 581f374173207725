"""The places an office's name begins with: 甲省 and 乙县 of 甲省乙县教育局."""

from __future__ import annotations

import re
from functools import lru_cache

_PLACE = re.compile(
    r"(?!城[市乡镇]|小城镇|[村乡集]镇|[园市小]区)"  # nouns that only look like places where a name begins with them
    r"(?:[\u4e00-\u9fff]{2,14}?自治[州县旗区]"
    r"|[\u4e00-\u9fff]{0,7}?(?:"
    r"[省县旗](?!域)"
    r"|市(?!域|场|容|政(?![府协务法])|民(?:服务|中心|之家|热线)|监[局所])"
    r"|(?<![社景胜护库校片辖])区(?!域|块|划)"
    r"|州(?![市县区])"
    r"|(?<!联)盟"
    r"|(?<=[\u4e00-\u9fff])镇"
    r"|(?<=[\u4e00-\u9fff])(?<![和与及房]城)乡(?!村|镇)"
    r"))(?=[\u4e00-\u9fff]{2})"
)
"""Not a place: what 市场, 市政工程, 城乡建设, 区域 and 社区 begin or end with. An office's own name has two characters at least."""


@lru_cache(maxsize=4096)
def places_of(name: str) -> tuple[str, ...]:
    """The places, widest first; a bare 县 (of 县档案馆) counts as one. Empty where the name begins with none."""
    found: list[str] = []
    rest = name
    while (place := _PLACE.match(rest)) is not None:
        found.append(place[0])
        rest = rest[place.end() :]
    return tuple(found)


def place_of(name: str | None) -> str | None:
    """The widest place a name begins with that has a name itself (甲县 of 甲县教育局, none of 县教育局)."""
    places = places_of(name) if name else ()
    return places[0] if places and len(places[0]) > 1 else None
