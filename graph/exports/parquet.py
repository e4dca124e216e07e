"""The graph as a folder of Parquet files, for pandas, Polars, DuckDB and Spark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.exports.characters import whole_text
from graph.exports.tables import TABLES, Kind, Value, rows
from graph.exports.writing import replacing_folder
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

FILES = {table: f"{table}.parquet" for table in TABLES}


def write_parquet(part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as a folder of Parquet files, a file a table.

    Raises:
        InputError: if the folder holds anything else, or cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[Kind, Any] = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "number": pa.float64(),
        "count": pa.int64(),
    }  # fmt: skip
    filled: dict[str, dict[str, list[Value]]] = {
        table: {column: [] for column in columns} for table, columns in TABLES.items()
    }
    for table, row in rows(part, store):
        for column, values in filled[table].items():
            values.append(_whole(row[column]))
    with replacing_folder(path, FILES.values()) as folder:
        for table, columns in TABLES.items():
            schema = pa.schema([(column, types[kind]) for column, kind in columns.items()])
            parquet.write_table(
                pa.table(filled[table], schema=schema), folder / FILES[table], compression="zstd"
            )


def _whole(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(whole_text, value))
    return whole_text(value) if isinstance(value, str) else value
