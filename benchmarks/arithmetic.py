"""The arithmetic of docs/scaling.md: what a province and the country would need, worked out from the measured figures alone."""

from __future__ import annotations

from typing import Any

from benchmarks.render import number, table

Figure = dict[str, Any]
BEGIN, END = "<!-- 以下由 make bench 写入，请勿手改 -->", "<!-- 以上由 make bench 写入 -->"
PLACES = (("一个县", 80), ("一个省", 10_000), ("全国", 250_000))
CORES = (2, 16, 64)
NAMES = {"docx": "Word", "pdf": "PDF"}


def put_in(page: str, results: dict[str, Any]) -> str:
    """The page with the block between its marks made anew; unchanged while whole runs have not been measured."""
    before, mark, rest = page.partition(BEGIN)
    _, mark_end, after = rest.partition(END)
    if not mark or not mark_end or "eleven" not in results:
        return page
    return f"{before}{BEGIN}\n\n{block(results)}\n\n{END}{after}"


def block(results: dict[str, Any]) -> str:
    """Cost of a dossier, then of all dossiers of a county, a province and the country."""
    figures = results["eleven"]["figures"]
    lines = ["每部门一年一套 11 份报告，合订为一个文件。实测：", ""]
    lines += table(
        ["格式", "套数", "用时（秒）", "每秒套数", "每套 CPU（毫秒）", "其中发布（毫秒，单进程）", "原件（KB）", "结果（KB）", "缓存（KB）", "行数"],
        [
            [
                NAMES[f["format"]], f["documents"], number(f["wall_s"], 1), number(f["dossiers_of_11_per_s"], 1), number(cpu(f) * 1000, 0),
                number(publishing(f) * 1000, 0), number(f["raw_kb_per_document"], 0), number(f["published_kb_per_document"], 0),
                number(f["store_kb_per_document"], 0), number(f["rows"] / f["documents"], 0),
            ]
            for f in figures
        ],
    )  # fmt: skip
    lines += [
        "",
        "每 1,000 套所需的 CPU 时间：" + "，".join(f"{NAMES[f['format']]} {number(cpu(f) * 1000 / 60, 1)} 分钟" for f in figures) + "。",
        "",
    ]
    lines += ["推算（用时 ＝（每套 CPU － 发布）× 套数 ÷ 核数 ＋ 发布 × 套数；首次运行，全部重读）：", ""]
    heads = [
        "范围",
        "套数",
        "格式",
        "CPU 时间",
        *(f"{cores} 核用时" for cores in CORES),
        "结果（GB）",
        "缓存（GB）",
        "行数（百万）",
    ]
    lines += table(heads, [row(place, count, f) for place, count in PLACES for f in figures])
    return "\n".join(lines)


def row(place: str, count: int, f: Figure) -> list[str]:
    """One line of the projection."""
    seconds = [((cpu(f) - publishing(f)) / cores + publishing(f)) * count for cores in CORES]
    gigabytes = [f[key] * count / 1024**2 for key in ("published_kb_per_document", "store_kb_per_document")]
    return [
        place, f"{count:,}", NAMES[f["format"]], duration(cpu(f) * count), *map(duration, seconds),
        *(f"{value:.2g}" for value in gigabytes), number(f["rows"] * count / f["documents"] / 1e6, 1),
    ]  # fmt: skip


def duration(seconds: float) -> str:
    """Seconds, minutes or hours, whichever a person would say."""
    if seconds < 120:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分钟" if seconds < 7200 else f"{seconds / 3600:.1f} 小时"


def cpu(figure: Figure) -> float:
    """CPU seconds of a dossier, all processes together."""
    return float(figure["cpu_s"] / figure["documents"])


def publishing(figure: Figure) -> float:
    """Seconds of a dossier in the one process that lays out the tables; its wait for other programs on the machine counts too."""
    return min(cpu(figure), float(figure["stages_s"]["publish"] / figure["documents"]))
