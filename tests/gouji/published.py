"""What a run published, as the tests compare it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from publish.tables import TABLES

Go = Callable[..., int]


def rows(out: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(out / "latest" / f"{table}.parquet")


def content(out: Path) -> dict[str, str]:
    """All rows but for run names and times."""
    own = ["seconds", "read_at", "first_run", "last_run", "status"]
    return {
        table: rows(out, table).drop(columns=own if table in ("documents", "findings") else [], errors="ignore").to_csv()
        for table in TABLES
    }


def read_again(go: Go) -> list[str]:
    """Paths that the last run handed to a reader and did not find in the store."""
    return [facts["path"] for facts in go.heard.named("file") if not facts["cached"]]  # type: ignore[attr-defined]
