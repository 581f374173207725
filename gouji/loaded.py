"""Everything workers need, loaded: the process they are forked from imports this once for all of them."""

from __future__ import annotations

import gc
import sys
from types import TracebackType

import extract.docx
import gouji.checking
import gouji.reading
import normalize
import rules

_ = extract.docx, gouji.checking, gouji.reading, normalize
rules.catalogue()
gc.collect()
gc.freeze()  # modules and rules live as long as the worker: walking them with every collection is for nothing


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A worker that cannot begin because the run has ended meanwhile (pipes and locks are gone) has nobody to tell."""
    if not isinstance(error, OSError | EOFError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell
