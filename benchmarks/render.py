"""docs/benchmarks.md from the figures of results.json; nothing in it is written by hand, so it cannot say what was not measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import Any

Figure = dict[str, Any]
Results = dict[str, Any]

HEAD = """# Benchmarks

Made by `make bench` (`QUICK=1`: smaller, about five minutes) from [benchmarks/results.json](../benchmarks/results.json); do not edit.
Times are CPU time, medians of the rounds, every reader in a process of its own after one round to warm up. The machine is
named at the end of each section.

Cells are held against gold: **exact** is the F1 of cells with table, row, column, row span, column span and text (blanks left out);
**texts** is the F1 of their texts wherever they stand. Peers give a table that a page end breaks as two, which exact counts
against them and texts does not. Spans of peers are worked out from all that they tell of their cells (boxes, missing lines,
repeated elements); docx2python tells none.
"""


def render(results: Results) -> str:
    """The page; parts that were not measured are left out."""
    parts = [HEAD]
    for name, section in SECTIONS.items():
        if name in results:
            parts.append("\n".join([*section(results[name]["figures"]), "", machine_line(results[name]), ""]))
    return "\n".join(parts)


def reading(figures: list[Figure]) -> Iterator[str]:
    """One table for PDF tables, PDF text and Word each."""
    yield "## Reading"
    groups = (("PDF tables", is_pdf_table), ("PDF text", is_text), ("Word", is_word))
    for title, belongs in groups:
        chosen = [figure for figure in figures if belongs(figure)]
        if chosen:
            yield from ("", f"### {title}", "")
            yield from rows_of_readers(chosen, word=title == "Word")
    yield from ("", "### Beside gouji", "")
    yield from comparisons(figures)


def is_text(figure: Figure) -> bool:
    return bool(figure["reader"].endswith("text"))


def is_word(figure: Figure) -> bool:
    return bool(figure["file"].endswith(".docx"))


def is_pdf_table(figure: Figure) -> bool:
    return not is_text(figure) and not is_word(figure)


def rows_of_readers(figures: list[Figure], *, word: bool) -> Iterator[str]:
    heads = ["file", "reader", *([] if word else ["ms a page"]), "ms per 1,000 cells", "peak MB", "exact", "texts", "characters"]
    body = [
        [
            f["file"], f["reader"], *([] if word else [number(f.get("ms_per_page"))]), number(f["ms_per_1000_cells"]), number(f.get("peak_mb"), 0),
            number(f.get("exact_f1"), 4), number(f.get("texts_f1"), 4), number(f.get("characters_f1"), 4),
        ]
        for f in figures
    ]  # fmt: skip
    yield from table(heads, body)


def comparisons(figures: list[Figure]) -> Iterator[str]:
    """CPU time of each reader as a multiple of gouji's on the same file: median and range over the files."""
    own = {figure["file"]: figure["ms"] for figure in figures if figure["reader"].startswith("gouji")}
    ratios: dict[str, list[float]] = defaultdict(list)
    for figure in figures:
        if not figure["reader"].startswith("gouji") and figure["file"] in own:
            ratios[figure["reader"]].append(figure["ms"] / own[figure["file"]])
    yield "CPU time of each as a multiple of gouji's on the same file (a limit below 1: gouji needs 1/x of what the limit needs)."
    yield "The PDF limit takes the system's fonts for those a file lacks, gouji plain boxes of their widths: there it can need less than the limit."
    yield ""
    body = [
        [name, str(len(found)), *(f"{value:.2f}" for value in (median(found), min(found), max(found)))] for name, found in ratios.items()
    ]
    yield from table(["reader", "files", "median", "least", "most"], body)


def growth(figures: dict[str, Any]) -> Iterator[str]:
    """Pages, rows, memory, starting."""
    yield from ("## Growth of reading", "", "PDF, one dossier of eleven reports after another in one file:", "")
    yield from table(
        ["times", "pages", "ms a page", "peak MB"],
        [[f"×{f['times']}", f["pages"], number(f["ms_per_page"]), f["peak_mb"]] for f in figures["pages"]],
    )
    yield from ("", "Word, a table of ten columns; the limit is to unzip, parse and visit every `w:t`:", "")
    yield from table(
        ["rows", "first column", "ms per 1,000 cells", "limit", "gouji / limit"],
        [
            [
                f["rows"], "merged over all rows" if f["merged"] else "plain", number(f["ms_per_1000_cells"]), number(f["limit_ms_per_1000_cells"]),
                number(f["ms_per_1000_cells"] / f["limit_ms_per_1000_cells"]),
            ]
            for f in figures["rows"]
        ],
    )  # fmt: skip
    yield from ("", "![growth of reading](images/growth-reading.png)", "")
    yield f"A Word table of 100,000 cells is read in {figures['memory']['word_table_of_100000_cells_mb']} MB."
    yield "CPU seconds to start: " + ", ".join(f"`{name}` {seconds:.2f}" for name, seconds in figures["starts"].items()) + "."


def whole_runs(title: str, note: str, picture: str = "") -> Callable[[list[Figure]], Iterator[str]]:
    """A section of whole runs: files in, a published run out."""

    def section(figures: list[Figure]) -> Iterator[str]:
        yield from (f"## {title}", "", note, "")
        heads = [
            "files",
            "format",
            "reports",
            "seconds",
            "CPU s",
            "dossiers of 11 a second",
            "CPU ms a report",
            "parent MB",
            "read s",
            "check s",
            "publish s",
        ]
        engines = any("engine" in f for f in figures)
        body = [
            [
                *([f["engine"]] if engines else []), f["documents"], f["format"], f["reports"], number(f["wall_s"]), number(f["cpu_s"]),
                number(f["dossiers_of_11_per_s"], 1), number(f["cpu_ms_per_report"]), number(f.get("peak_mb"), 0),
                *(number(f["stages_s"].get(stage), 1) for stage in ("read", "check", "publish")),
            ]
            for f in figures
        ]  # fmt: skip
        yield from table([*(["engine"] if engines else []), *heads], body)
        if engines and len(figures) == 2:
            yield from ("", f"The second takes {figures[1]['wall_s'] / figures[0]['wall_s']:.2f} times as long as the first.")
        if picture:
            yield from ("", f"![{title}](images/{picture}.png)")

    return section


def machine_line(part: Figure) -> str:
    machine = part["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items() if version)
    load = f", load {machine['load_before']} before it began" if machine.get("load_before") is not None else ""
    return f"*{machine['when']}, {machine['processors']} processors, {machine['system']}, Python {machine['python']}{load}; {versions}." + (
        " Quick variant.*" if part["quick"] else "*"
    )


def table(heads: Sequence[str], body: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in body:
        yield "| " + " | ".join(map(str, row)) + " |"


def number(value: float | None, decimals: int = 2) -> str:
    """A number with separators, or a dash."""
    return "–" if value is None else f"{value:,.{decimals}f}"


ALONE = "Every run is a fresh `gouji run` process on a corpus made by seed, into an empty folder; parent MB is the most memory of that process, workers apart."
SECTIONS: dict[str, Callable[[Any], Iterator[str]]] = {
    "reading": reading,
    "growth": growth,
    "eleven": whole_runs("End to end: dossiers of eleven reports", ALONE),
    "documents": whole_runs("End to end: growth with documents", f"{ALONE} These dossiers hold five to seven reports.", "growth-documents"),
    "dossiers": whole_runs("End to end: growth with the reports of a dossier", ALONE, "growth-dossiers"),
    "dask": whole_runs(
        "Engines",
        "The same corpus with two workers of each engine, dask with a cluster of its own on this machine (its start included). CPU s of dask lacks what its workers' own pools used.",
    ),
}
