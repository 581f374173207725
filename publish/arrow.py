"""Packed rows as Arrow record batches: buffers are handed over as they are, `pyarrow.array` would load pandas first."""

from __future__ import annotations

from typing import Any

from publish.columns import Column, TableSpec
from publish.packed import Packed
from publish.tables import SCHEMA_VERSION


def schema(table: TableSpec, run_id: str) -> Any:
    """The Arrow schema of a table: types, nullability, a description a column, version and run in the metadata."""
    import pyarrow as pa

    fields = [pa.field(c.name, _type(c), nullable=c.null, metadata=_about(c)) for c in table.columns]
    about = {"schema_version": SCHEMA_VERSION, "run_id": run_id, "table": table.name, "description": table.description}
    return pa.schema(fields, metadata=about)


def record_batch(packed: Packed, arrow_schema: Any) -> Any:
    """Packed rows as a record batch of their table's schema."""
    import pyarrow as pa

    arrays = []
    for values, type in zip(packed.columns, arrow_schema.types, strict=True):
        if values is None:
            arrays.append(pa.nulls(packed.rows, type))
        else:
            buffers = [buffer if buffer is None else pa.py_buffer(buffer) for buffer in values.buffers]
            arrays.append(pa.Array.from_buffers(type, packed.rows, buffers, values.missing))
    return pa.RecordBatch.from_arrays(arrays, schema=arrow_schema)


def _type(column: Column) -> Any:
    import pyarrow as pa

    return {
        "string": pa.string(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "date32": pa.date32(),
        "timestamp": pa.timestamp("us", tz="UTC"),
    }[column.type]


def _about(column: Column) -> dict[str, str]:
    about = {"description": column.description}
    if column.unit:
        about["unit"] = column.unit
    return about
