"""The files of a run that people open: the workbook for the working papers and the page."""

from __future__ import annotations

import threading
from pathlib import Path

from gouji.answers import remember_untouched
from gouji.handbook import kept_handbook
from gouji.store import Store
from model import Run
from publish.album import Crop
from publish.shelf import Shelf

PAGE = "report.html"


def load_ahead() -> None:
    """Load what publishing needs in a thread of its own, while workers read."""
    threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    import jinja2
    import pyarrow.parquet
    import xlsxwriter

    _ = jinja2, pyarrow.parquet, xlsxwriter


def write_for_people(run: Run, staging: Path, store: Store, *, shelf: Shelf, crop: Crop | None = None) -> None:
    """Write workbook and page of a run; `shelf` holds its reports, `crop` gives pictures of places in PDF pages."""
    from publish.page import write_page
    from publish.workbook import WORKBOOK_NAME, write_workbook

    texts = kept_handbook(store)
    write_workbook(run, staging / WORKBOOK_NAME, handbook=texts, shelf=shelf)
    remember_untouched(staging / WORKBOOK_NAME, store)
    write_page(run, staging / PAGE, handbook=texts, shelf=shelf, crop=crop)
