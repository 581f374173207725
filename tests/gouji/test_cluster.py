"""The dask engine on a real local cluster: the same rows as the local engine, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

distributed = pytest.importorskip("distributed")

from pyarrow import parquet  # noqa: E402

from benchmarks.corpus import make_corpus  # noqa: E402
from gouji.config import RunSettings, Settings  # noqa: E402
from gouji.console import Silent  # noqa: E402
from gouji.exits import Stop  # noqa: E402
from gouji.pipeline import Job, run  # noqa: E402
from publish.tables import TABLES  # noqa: E402
from tests.gouji.copied_passages import write_all  # noqa: E402
from tests.gouji.year_forms import last_year, this_year  # noqa: E402

pytestmark = pytest.mark.slow

OF_THE_RUN = {"seconds", "read_at", "first_run", "last_run"}
DOCUMENTS = 40


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    make_corpus(folder, dossiers=DOCUMENTS, formats=("docx",), seed=3)
    (folder / "坏文件.docx").write_bytes(b"PK\x03\x04 not a package")
    return folder


@pytest.fixture(scope="module")
def local_rows(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    out = tmp_path_factory.mktemp("local")
    run(Job(raw=raw, out=out, settings=Settings()), Silent())
    return rows(out)


@pytest.fixture
def cluster() -> Iterator[Any]:
    import dask

    dask.config.set({"distributed.worker.daemon": False})
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        yield cluster


def rows(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Every published table without what belongs to the run."""
    return {
        name: [
            {k: v for k, v in row.items() if k not in OF_THE_RUN}
            for row in parquet.read_table(out / "latest" / f"{name}.parquet").to_pylist()
        ]
        for name in TABLES
    }


def on(scheduler: str | None) -> Settings:
    return Settings(run=RunSettings(engine="dask", scheduler=scheduler, jobs=2))


def test_a_cluster_publishes_the_same_rows(raw: Path, local_rows: dict[str, Any], cluster: Any, tmp_path: Path) -> None:
    assert run(Job(raw=raw, out=tmp_path, settings=on(cluster.scheduler_address)), Silent()) == 3, "one file is broken, the others are read"
    assert rows(tmp_path) == local_rows


def test_without_an_address_a_local_cluster_is_started(raw: Path, local_rows: dict[str, Any], tmp_path: Path) -> None:
    run(Job(raw=raw, out=tmp_path, settings=on(None)), Silent())
    assert rows(tmp_path) == local_rows


def test_a_worker_killed_in_the_middle_costs_nothing(raw: Path, local_rows: dict[str, Any], cluster: Any, tmp_path: Path) -> None:
    victim = next(iter(cluster.workers.values())).pid
    killed = threading.Event()

    def kill_when_under_way() -> None:
        while not any((tmp_path / ".store" / "documents").glob("*/*")):
            time.sleep(0.002)
        os.kill(victim, signal.SIGKILL)
        killed.set()

    threading.Thread(target=kill_when_under_way, daemon=True).start()
    run(Job(raw=raw, out=tmp_path, settings=on(cluster.scheduler_address)), Silent())
    assert killed.is_set()
    assert rows(tmp_path) == local_rows


def test_a_scheduler_that_does_not_answer_is_a_clear_error(raw: Path, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="调度器"):
        run(Job(raw=raw, out=tmp_path, settings=on("tcp://127.0.0.1:9")), Silent())


def test_earlier_years_and_copied_passages_are_the_same_there(cluster: Any, tmp_path: Path) -> None:
    then, now = tmp_path / "2023", tmp_path / "2024"  # one set of files: Word writes the time into them
    last_year(then / "2023.docx")
    this_year(now / "2024.docx")
    write_all(now)
    found = {}
    for name, settings in (("local", Settings()), ("dask", on(cluster.scheduler_address))):
        out = tmp_path / name
        run(Job(raw=then, out=out, settings=settings), Silent())
        run(Job(raw=now, out=out, settings=settings, force=True), Silent())
        found[name] = rows(out)["evidence"]
        assert {row["rule"] for row in rows(out)["findings"]} >= {"F01", "E06"}
    assert found["local"] == found["dask"]
