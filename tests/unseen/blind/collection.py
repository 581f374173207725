"""All dossiers of this folder: every module that states one as DOSSIER."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.unseen.paper import Dossier

DOSSIERS: list[Dossier] = [
    import_module(f"tests.unseen.blind.{path.stem}").DOSSIER for path in sorted(Path(__file__).parent.glob("[a-z]*_dossier.py"))
]
