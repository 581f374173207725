"""One published run for analysts: its tables as typed pandas DataFrames, each read when first asked for."""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.config import is_remote
from publish.partition import files_of
from publish.swap import LATEST, RUNS, latest_run, published_runs
from publish.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd


class PublishedRun(Mapping[str, "pd.DataFrame"]):
    """The tables of one run. `run["cells"]` and `run.cells` are the same DataFrame; nothing is read before it is asked for.

    All tables come from one run, also when a newer one is published meanwhile: the run is chosen once, on opening.
    """

    def __init__(self, folder: Path, fetch: Callable[[str], None] | None = None) -> None:
        self.folder = folder
        """Where the run stands; of a run on an object store, where what was asked for is brought to."""
        self._fetch = fetch or (lambda name: None)
        self._frames: dict[str, pd.DataFrame] = {}

    @property
    def run_id(self) -> str:
        """Name of the run."""
        return self.folder.name

    @property
    def about(self) -> dict[str, Any]:
        """Its run.json."""
        self._fetch("run.json")
        about: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        return about

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in TABLES:
            raise KeyError(f"没有表 {table}，可用的有：{'、'.join(TABLES)}")
        if table not in self._frames:
            self._fetch(f"{table}.parquet")
            self._frames[table] = read_frame(self.folder, table)
        return self._frames[table]

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table in TABLES:
            return self[table]
        raise AttributeError(f"{type(self).__name__} has no attribute {table!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"<gouji run {self.run_id}: {', '.join(TABLES)}>"

    def with_reports(self, table: str) -> pd.DataFrame:
        """A table with department, project, year, kind and title of each row's report."""
        about = self["reports"][["report_id", "department", "project", "year", "kind", "title"]]
        frame = self[table]
        return frame.merge(about[["report_id", *(c for c in about.columns if c not in frame.columns)]], on="report_id", how="left")

    def indicators_with_reports(self) -> pd.DataFrame:
        """Indicators with their reports."""
        return self.with_reports("indicators")

    def funds_with_reports(self) -> pd.DataFrame:
        """Money lines with their reports."""
        return self.with_reports("funds")

    def basics_with_reports(self) -> pd.DataFrame:
        """Basic data with their reports; `year` is the column's year, `report_year` the report's."""
        reports = self["reports"][["report_id", "department", "year"]].rename(columns={"year": "report_year"})
        return self["basics"].merge(reports, on="report_id", how="left")

    def facts_with_reports(self) -> pd.DataFrame:
        """Quantities in prose with their reports."""
        return self.with_reports("facts")

    def findings_with_evidence(self) -> pd.DataFrame:
        """One row an evidence: the finding, then where each side stands (columns of evidence end in `_evidence` where both have one)."""
        return self["findings"].merge(self["evidence"], on="finding_id", how="left", suffixes=("", "_evidence"))

    def reports_with_documents(self) -> pd.DataFrame:
        """Reports with the path of the file they came from."""
        documents = self["documents"]
        first = documents[documents["duplicate_of"].isna() & documents["document_id"].notna()]
        return self["reports"].merge(first[["document_id", "path", "format"]], on="document_id", how="left")


def open_run(out: str | Path = "data/out", run: str | None = None) -> PublishedRun:
    """The run that `latest` names below `out`, or an older one by its name. Raises FileNotFoundError when there is none."""
    if is_remote(str(out)):
        return _open_remote(str(out), run)
    folder = Path(out)
    if run is None and (folder / "documents.parquet").exists():
        return PublishedRun(folder.resolve())
    if run is None:
        chosen = latest_run(folder)
        if chosen is None:
            raise FileNotFoundError(f"{folder} 中还没有发布过运行结果（没有 {LATEST}）；请先执行 gouji run --out {folder}")
    else:
        chosen = folder / RUNS / run
        if not run or Path(run).name != run or not (chosen / "documents.parquet").exists():
            known = [published.name for published in published_runs(folder)]
            raise FileNotFoundError(
                f"{folder} 中没有运行 {run}；" + (f"现有：{'、'.join(known[-10:])}" if known else "还没有发布过运行结果")
            )
    return PublishedRun(chosen.resolve())


def _open_remote(out: str, run: str | None) -> PublishedRun:
    from gouji.remote import fetcher, latest_of

    chosen = run or latest_of(out)
    if chosen is None:
        raise FileNotFoundError(f"{out} 中还没有发布过运行结果；请先执行 gouji run --out {out}")
    folder = Path(tempfile.mkdtemp(prefix="gouji-")) / chosen
    folder.mkdir()
    opened = PublishedRun(folder, fetcher(out, chosen, folder))
    weakref.finalize(opened, shutil.rmtree, folder.parent, ignore_errors=True)
    return opened


def read_frame(folder: Path, table: str) -> pd.DataFrame:
    """One table with dtypes that keep what the columns mean: whole numbers stay whole (`Int64` where they may be missing)."""
    import pandas as pd
    import pyarrow as pa
    from pyarrow import parquet

    arrow = pa.concat_tables(parquet.ParquetFile(path).read() for path in files_of(folder, table))
    nullable = {column.name for column in TABLES[table].columns if column.type == "int64" and column.null}
    frame: pd.DataFrame = arrow.drop_columns(sorted(nullable)).to_pandas(date_as_object=False, ignore_metadata=True)
    for name in nullable:
        frame[name] = pd.array(
            arrow.column(name).to_pandas(types_mapper={arrow.schema.field(name).type: pd.Int64Dtype()}.get), dtype="Int64"
        )
    return frame[list(TABLES[table].names)]
