"""`gouji schema`: the data dictionary, from the code."""

from __future__ import annotations

import json

import typer

from publish.dictionary import as_json, as_markdown, as_text


def print_schema(format: str) -> int:
    """Print the dictionary; returns the exit code."""
    if format == "json":
        typer.echo(json.dumps(as_json(), ensure_ascii=False, indent=1))
    elif format == "markdown":
        typer.echo(as_markdown(), nl=False)
    else:
        for line in as_text():
            typer.echo(line)
    return 0
