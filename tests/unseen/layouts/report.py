"""Prints how much of every form here is read: `python -m tests.unseen.layouts.report [name …]`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.unseen.layouts.collection import FORMS
from tests.unseen.layouts.measure import FUND_FIELDS, INDICATOR_FIELDS, Reading, read

HEAD_FIELDS = ("department", "unit", "project", "year", "goal_expected", "goal_actual", "total_weight", "total_score", "prepared_by")


def show(name: str, reading: Reading, *, detail: bool) -> None:
    """One line of figures; with `detail` everything that is wrong."""
    form = {report.form for report in reading.reports}
    print(
        f"{name:<15} cells {reading.cell_share:6.1%}  indicators {reading.f1('indicators'):6.1%}  funds {reading.f1('funds'):6.1%}"
        f"  head {reading.f1('head'):6.1%}  all {reading.f1():6.1%}  invented {sum(map(len, reading.invented.values()))}"
        f"  problems {len(reading.problems)}  {form}"
    )
    if detail:
        for line in reading.wrong_cells:
            print("   cell   ", line)
        for key in sorted({*reading.missing, *reading.invented}):
            print("   missing", key, reading.missing.get(key, []), "\n   invented", reading.invented.get(key, []))
        for line in reading.problems:
            print("   problem", line)


def main(names: list[str]) -> None:
    """Show the named forms in detail, or all in one line each and the fields summed."""
    total = Reading((), 0)
    for form in FORMS:
        if names and form.name not in names:
            continue
        for ending in ("docx", "pdf"):
            reading = read(form, ending)
            show(f"{form.name}.{ending}", reading, detail=bool(names))
            total.cells += reading.cells
            total.wrong_cells += reading.wrong_cells
            total.right += Counter(reading.right)
            for mine, theirs in ((total.missing, reading.missing), (total.invented, reading.invented)):
                for key, lines in theirs.items():
                    mine[key] = mine[key] + lines
    show("all", total, detail=False)
    for part, fields in (("indicators", INDICATOR_FIELDS), ("funds", FUND_FIELDS), ("head", HEAD_FIELDS)):
        print(part, "  ".join(f"{name} {total.f1(part, name):.1%}" for name in fields))


if __name__ == "__main__":
    main(sys.argv[1:])
