"""`gouji form draft`: a form file drafted from a form nobody described, for a person to finish."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji.commands.named import bytes_of
from gouji.config import check_forms
from gouji.exits import PUBLISHED, UNREAD_FILES, Stop


def draft(path: Path) -> int:
    """Print the draft as TOML; returns the exit code (3 when the file could not be read or has no table)."""
    import extract
    import normalize
    from model import Unreadable

    check_forms()
    data = bytes_of(path)
    try:
        typer.echo(normalize.draft_form(extract.extract(extract.Upload(name=path.name, data=data))))
    except (Unreadable, ValueError) as error:
        raise Stop(UNREAD_FILES, f"{path}：{error.message if isinstance(error, Unreadable) else error}") from error
    return PUBLISHED
