"""Turns a document as read into reports as understood: typed rows with provenance, prose in sections, facts."""

from normalize.draft import draft_form
from normalize.projects import name_projects
from normalize.steps import normalize

__all__ = ["draft_form", "name_projects", "normalize"]
