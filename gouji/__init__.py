"""gouji (勾稽): performance self-evaluation reports to typed tables with provenance, and where their figures contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.version import VERSION

if TYPE_CHECKING:
    from gouji.frames import PublishedRun

__version__ = VERSION
__all__ = ["__version__", "load"]


def load(out: str = "data/out", *, run: str | None = None) -> PublishedRun:
    """The tables of one published run as pandas DataFrames, each read when first asked for.

    `out` is the folder a run was published under, `run` the name of an older run (default: the latest). Raises
    FileNotFoundError with a Chinese sentence when there is no such run.
    """
    from gouji.frames import open_run

    return open_run(out, run)
