"""A03: 公车购置、公车运维、出国、接待 add up to 三公经费."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, add_up, lacking
from rules.forms.lines import COLUMN_NAMES, COLUMNS, line_of, of_kind
from rules.registry import rule


@rule("A03", title="三公经费分项合计不符", severity=Severity.HIGH, basis="S4")
def three_public(dossier: Dossier) -> Iterator[Hit | Check]:
    """三公经费由公务用车购置和运行维护、因公出国（境）、公务接待三项组成，是全列举，分项之和应等于三公经费，三列各自成立。

    未发生的分项习惯上留空，空按 0 计；三项全空而合计有数则无从核对，记为数据不足。“公务用车购置和维护”行有数且其下公车购置、
    公车运维也有数时，另核对两者之和等于该行；该行留空时以其下两项代替。

    反例：三公经费 3.50 万元，公务接待 0.35 万元、公车运行维护 2.80 万元，合计 3.15 万元，少 0.35 万元。
    正例：三公经费 0.35 万元，公务接待 0.35 万元，其余各项留空。
    """
    for report in of_kind(dossier, "basic_data"):
        if line_of(report, "三公") is not None:
            for column in COLUMNS:
                yield from _column(report, column)


def _column(report: Report, column: str) -> Iterator[Hit | Check]:
    cars = _figure(report, "公车", column)
    below = [found for name in ("公车购置", "公车运维") if (found := _figure(report, name, column)) is not None]
    if cars is not None and below:
        yield add_up(
            "A03", report, total=cars, parts=below, what="公务用车费与购置、运维之和",
            key=f"公车|{column}", basis="公务用车费由购置费和运行维护费组成，空按0计",
        )  # fmt: skip
    total = _figure(report, "三公", column)
    parts = [cars] if cars is not None else below
    parts += [found for name in ("出国", "接待") if (found := _figure(report, name, column)) is not None]
    if total is None:
        if parts:
            yield lacking("A03", report, f"三公经费{COLUMN_NAMES[column]}合计为空，分项无从核对")
    elif parts or total.value == 0:
        yield add_up(
            "A03", report, total=total, parts=parts, what="三公经费与分项之和",
            key=f"三公|{column}", basis="三公经费由公务用车、因公出国、公务接待组成，空按0计",
        )  # fmt: skip
    else:
        yield lacking("A03", report, f"三公经费{COLUMN_NAMES[column]}的分项全部为空")


def _figure(report: Report, name: str, column: str) -> Figure | None:
    line = line_of(report, name)
    return line.figure(column) if line is not None else None
