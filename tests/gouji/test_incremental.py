"""After any sequence of files added, changed, moved and removed, a run has the rows of a run that reads everything for the first time."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.config import PreviousSettings
from tests.gouji.conftest import CONTRADICTION, write_docx
from tests.gouji.copied_passages import OTHER, PATROL
from tests.gouji.faults import Here, content
from tests.gouji.published import Go, rows
from tests.gouji.year_forms import last_year, this_year

DEPARTMENTS = tuple(f"青岚县{name}" for name in ("水务局", "园林中心", "图书馆", "气象局", "档案馆", "民政局", "文化馆", "畜牧站"))
STEPS = 7


class Office:
    """Departments that hand in, correct, move and withdraw files, by seed."""

    def __init__(self, raw: Path, seed: int) -> None:
        self.raw, self.chance = raw, random.Random(seed)
        for department in self.chance.sample(DEPARTMENTS[2:], 4):
            write_docx(raw / f"{department}.docx", *CONTRADICTION, f"{department}完成监测{len(self.files())}次。", department=department)
        for department in DEPARTMENTS[:2]:  # the second copied from the first and left its name in
            write_docx(raw / f"{department}.docx", "四、主要绩效", PATROL.format(DEPARTMENTS[0], 406, 305), department=department)

    def step(self) -> str:
        """Do one to three things; says what."""
        ways: tuple[Callable[[], None], ...] = (self.add, self.correct, self.correct, self.withdraw, self.move, self.copy, self.nothing)
        done = self.chance.choices(ways, k=self.chance.randint(1, 3))
        for way in done:
            way()
        if not self.files():
            self.add()
        return "、".join(way.__name__ for way in done)

    def files(self) -> list[Path]:
        return sorted(path for path in self.raw.rglob("*") if path.is_file())

    def hand_in(self, department: str) -> None:
        """Report, form of this year and form of last year, each or some of them."""
        folder = self.raw / self.chance.choice(("", "一科", "二科", department))
        write_docx(folder / f"{department}.docx", *self.lines(department), department=self.chance.choice((department, department, "")))
        if self.chance.random() < 0.6:
            this_year(folder / f"{department}表.docx", department=department)
        if self.chance.random() < 0.5:
            last_year(folder / "旧" / f"{department}2023.docx", department=department, final=self.chance.choice(("54.55", "45.55")))

    def lines(self, department: str) -> list[str]:
        """A report: a passage of its own or one that others have too, perhaps with their name left in, perhaps with a contradiction."""
        named = self.chance.choice((department, *DEPARTMENTS[:3]))
        patrol = PATROL.format(named, self.chance.randint(400, 410), self.chance.randint(300, 310))
        own = self.chance.choice((patrol, patrol, patrol, OTHER, f"{department}完成监测{self.chance.randint(1, 9)}次。"))
        return ["四、主要绩效", own, *(CONTRADICTION if self.chance.random() < 0.4 else ())]

    def add(self) -> None:
        self.hand_in(self.chance.choice(DEPARTMENTS))

    def correct(self) -> None:
        path = self.any_file()
        if path and path.stem in DEPARTMENTS:
            write_docx(path, *self.lines(path.stem), department=path.stem)
        elif path and "2023" in path.name:
            last_year(path, department=path.stem[:-4], final=self.chance.choice(("54.55", "45.55", "61.2")))

    def withdraw(self) -> None:
        path = self.any_file()
        for file in self.files():
            if path and file.name[:6] == path.name[:6]:
                file.unlink()

    def move(self) -> None:
        path = self.any_file()
        if path:
            target = self.raw / self.chance.choice(("一科", "三科")) / path.name
            target.parent.mkdir(exist_ok=True)
            path.rename(target)

    def copy(self) -> None:
        path = self.any_file()
        if path:
            shutil.copy(path, path.with_name(f"{self.chance.choice('甲乙')}{path.name}"))

    def nothing(self) -> None:
        path = self.any_file()
        if path:
            os.utime(path)

    def any_file(self) -> Path | None:
        return self.chance.choice(self.files() or [None])  # type: ignore[list-item]


@pytest.mark.parametrize("whole", [60, 0])
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 13))])
def test_a_run_after_changes_has_the_rows_of_a_first_run(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch, seed: int, whole: int
) -> None:
    monkeypatch.setattr("gouji.pipeline.open_pool", lambda settings: Here())
    for place in ("pipeline", "laying_out"):
        monkeypatch.setattr(f"gouji.{place}.WHOLE", whole)
    office = Office(raw, seed)
    seen: set[str] = set()
    for number in range(STEPS):
        what = office.step() if number else "first"
        # what earlier runs read of withdrawn files serves as the year before; a first run knows nothing of it
        go(force=True, previous=PreviousSettings(stored=False))
        continued = content(out)
        seen |= set(rows(out, "findings")["rule"])
        kept = out.rename(out.with_name("kept"))
        go(force=True, previous=PreviousSettings(stored=False))
        assert continued == content(out), f"step {number}: {what}"
        shutil.rmtree(out)
        kept.rename(out)
    assert {"D01", "E06"} <= seen
