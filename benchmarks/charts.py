"""Pictures of growth from the figures of results.json, for docs/images."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt

Figure = dict[str, Any]
INK, GRID = "#24303c", "#dde3e9"
TONES = ("#1f5fa8", "#b4541a", "#4b6b3a", "#7a4fa0")


def draw_all(results: dict[str, Any], folder: Path) -> None:
    """Draw a picture for each part that was measured."""
    folder.mkdir(parents=True, exist_ok=True)
    plt.rcParams.update({"font.size": 10, "axes.edgecolor": GRID, "text.color": INK, "axes.labelcolor": INK, "svg.hashsalt": "gouji"})
    if "growth" in results:
        draw_reading(results["growth"]["figures"], folder / "growth-reading.png")
    if "documents" in results:
        draw_documents(results["documents"]["figures"], folder / "growth-documents.png")
    if "dossiers" in results:
        draw_dossiers(results["dossiers"]["figures"], folder / "growth-dossiers.png")


def draw_reading(figures: Figure, path: Path) -> None:
    """CPU time a page and per 1,000 cells: level lines are linear growth."""
    picture, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    pages = figures["pages"]
    curve(left, [f["pages"] for f in pages], [f["ms_per_page"] for f in pages], "gouji", 0)
    axes(left, "pages of a PDF", "CPU ms a page")
    for tone, merged in enumerate((False, True)):
        rows = [f for f in figures["rows"] if f["merged"] == merged]
        curve(right, [f["rows"] for f in rows], [f["ms_per_1000_cells"] for f in rows], "one column merged" if merged else "plain", tone)
    rows = [f for f in figures["rows"] if not f["merged"]]
    curve(right, [f["rows"] for f in rows], [f["limit_ms_per_1000_cells"] for f in rows], "limit: unzip, parse, visit", 2, dashed=True)
    axes(right, "rows of a Word table", "CPU ms per 1,000 cells")
    save(picture, path)


def draw_documents(figures: list[Figure], path: Path) -> None:
    """Seconds against files, and CPU time a report."""
    picture, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    for tone, format in enumerate(("docx", "pdf")):
        chosen = [f for f in figures if f["format"] == format]
        name = "Word" if format == "docx" else "PDF"
        curve(left, [f["documents"] for f in chosen], [f["wall_s"] for f in chosen], name, tone)
        curve(right, [f["documents"] for f in chosen], [f["cpu_ms_per_report"] for f in chosen], name, tone)
    axes(left, "files", "seconds, read to published")
    left.set_yscale("log")
    left.autoscale(axis="y")
    axes(right, "files", "CPU ms a report")
    save(picture, path)


def draw_dossiers(figures: list[Figure], path: Path) -> None:
    """CPU time a report against the reports of a dossier."""
    picture, axis = plt.subplots(figsize=(5, 3.4))
    curve(axis, [f["reports"] / f["documents"] for f in figures], [f["cpu_ms_per_report"] for f in figures], "Word", 0)
    axes(axis, "reports of a dossier", "CPU ms a report")
    save(picture, path)


def curve(axis: Any, x: list[float], y: list[float], name: str, tone: int, *, dashed: bool = False) -> None:
    """One line with its points."""
    axis.plot(x, y, marker="o", markersize=4, linewidth=1.6, color=TONES[tone], linestyle="--" if dashed else "-", label=name)


def axes(axis: Any, x: str, y: str) -> None:
    """Names of the axes; across in powers of ten, upwards from nothing."""
    axis.set_xscale("log")
    axis.margins(y=0.12)
    axis.set_ylim(bottom=0)
    axis.set_xlabel(x)
    axis.set_ylabel(y)
    axis.grid(color=GRID, linewidth=0.6)
    axis.legend(frameon=False)
    for side in ("top", "right"):
        axis.spines[side].set_visible(False)


def save(picture: Any, path: Path) -> None:
    """Write without a date, so that equal figures are equal pictures."""
    picture.tight_layout()
    picture.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(picture)
