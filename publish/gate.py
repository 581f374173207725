"""The gate before publishing: a run that lost too much against the one before is held back until somebody looks."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

WATCHED = ("reports", "cells", "indicators", "funds", "basics", "paragraphs")
"""Tables whose shrinking means that something was not read; findings may well become fewer."""


class GateSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[gate]` table of gouji.toml. Shares lie between 0 and 1; 1 never holds back."""

    max_failed: float = 0.8
    """Share of files that may have failed."""
    max_lost: float = 0.5
    """Share of the files read last time that may have failed this time."""
    max_shrink: float = 0.7
    """Share of its rows a table may lose."""
    min_rows: int = 10
    """Tables with fewer rows last time are not watched."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate compares; written to run.json."""

    files: int
    failed: int
    rows: dict[str, int]


def objections(now: Figures, before: Figures | None, settings: GateSettings, *, lost: int = 0, read_before: int = 0) -> list[str]:
    """Chinese sentences saying why this run should not replace the one before; empty when it may.

    `lost` counts the files that the previous run could read (`read_before` of them) and this one could not.
    """
    if before is None:
        return []
    found = []
    if now.files == 0:
        found.append(f"这次一个文件也没有找到，而上次有 {before.files} 个")
    share = _share(now.failed, now.files)
    if share > settings.max_failed and share > _share(before.failed, before.files):  # what was published before is no news
        found.append(f"{now.files} 个文件中有 {now.failed} 个未能读取，超过允许的 {settings.max_failed:.0%}")
    if _share(lost, read_before) > settings.max_lost:
        found.append(f"上次读到的 {read_before} 个文件中有 {lost} 个这次未能读取，超过允许的 {settings.max_lost:.0%}")
    found.extend(_shrunk(now.rows, before.rows, settings))
    return found


def _shrunk(now: Mapping[str, int], before: Mapping[str, int], settings: GateSettings) -> list[str]:
    found = []
    for table in WATCHED:
        had, has = before.get(table, 0), now.get(table, 0)
        if had >= settings.min_rows and _share(had - has, had) > settings.max_shrink:
            found.append(f"表 {table} 从 {had} 行减少到 {has} 行，超过允许的 {settings.max_shrink:.0%}")
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
