"""A history as one file, and read back piece by piece, so that many of them need little memory.

A ZIP archive: measures.parquet, retention.parquet, rest.json, and the columns of the network sample as .npy.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.told import Meaning, meaning_of, told_again

if TYPE_CHECKING:
    import pyarrow as pa

ENDING = ".zip"
FORMAT = "history 1"
"""Changes with what is kept: files of another format are not read."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Date of all entries, so that equal histories are equal files."""


class KeptLife(NamedTuple):
    """As ``sim.watching.Life``."""

    title: str
    events: list[tuple[int, str, str]]
    series: dict[str, list[float]]


def life_of(
    title: str,
    events: list[tuple[int, str, str]],
    series: dict[str, list[float]],
    meanings: tuple[Meaning, list[tuple[Meaning, Meaning]]] | None = None,
) -> KeptLife:
    """A life as it was told. Kept by an earlier version it has no ``meanings``, and stays English."""
    if meanings is None:
        return KeptLife(title, [(month, text, cause) for month, text, cause in events], series)
    of_title, of_events = meanings
    told = [
        (month, told_again(text, meant), told_again(cause, why))
        for (month, text, cause), (meant, why) in zip(events, of_events, strict=True)
    ]
    return KeptLife(told_again(title, of_title), told, series)


class Columns(NamedTuple):
    """Measures or retention curves as a history has them: columns of equal length."""

    table: Any

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from experiments.outcomes.arrow_arrays import as_numbers

        column = self.table[name]
        return column.to_pylist() if name in ("place", "measure", "group") else as_numbers(column)


def packed(history: Any) -> bytes:
    """A history as bytes (``sim.history.History``). Runs in the worker."""
    from experiments.outcomes.tables import MEASURES, RETENTION, columns_table, parquet_bytes

    sample = history.network_sample
    rest = {
        "format": FORMAT,
        "months": int(history.months),
        "digest": str(history.digest),
        "places": history.places,
        "log": [[int(month), words, meaning_of(words)] for month, words in history.log],
        "lives": [
            [
                life.title,
                [[int(m), text, cause] for m, text, cause in life.events],
                {name: [float(v) for v in values] for name, values in life.series.items()},
                [meaning_of(life.title), [[meaning_of(text), meaning_of(cause)] for _, text, cause in life.events]],
            ]
            for life in history.lives
        ],
        "network": list(sample._fields),
    }
    entries = {
        "rest.json": json.dumps(rest).encode(),
        "measures.parquet": parquet_bytes(columns_table(history.measures, MEASURES)),
        "retention.parquet": parquet_bytes(columns_table(history.retention, RETENTION)),
        **{f"network/{name}.npy": _npy(getattr(sample, name)) for name in sample._fields},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    return file.getvalue()


def _npy(column: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, np.asarray(column), allow_pickle=False)
    return file.getvalue()


class KeptHistory:
    """A history in a file; what is asked for is read when it is asked for. Raises ``ValueError`` for a file
    that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        rest = self._rest()
        if rest.get("format") != FORMAT:
            raise ValueError(f"{path} is not a history of this version")
        self.digest: str = rest["digest"]
        self.months: int = rest["months"]

    def _entry(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(name)
        except zipfile.BadZipFile as error:
            raise ValueError(f"{self.path}: {error}") from None

    def _rest(self) -> dict[str, Any]:
        found = json.loads(self._entry("rest.json"))
        if not isinstance(found, dict):
            raise ValueError(f"{self.path} is not a history")
        return found

    def table(self, name: str) -> pa.Table:
        """``measures`` or ``retention``, without the replicate."""
        from experiments.outcomes.tables import parquet_table

        return parquet_table(self._entry(f"{name}.parquet"))

    @property
    def measures(self) -> Columns:
        return Columns(self.table("measures"))

    @property
    def retention(self) -> Columns:
        return Columns(self.table("retention"))

    @property
    def places(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._rest()["places"]
        return found

    @property
    def log(self) -> list[tuple[int, str]]:
        return [(month, told_again(words, *meaning)) for month, words, *meaning in self._rest()["log"]]

    @property
    def lives(self) -> list[KeptLife]:
        return [life_of(title, events, series, *meanings) for title, events, series, *meanings in self._rest()["lives"]]

    @property
    def network_sample(self) -> Any:
        """The columns of a history's ``network_sample``."""
        columns = {
            name: np.load(io.BytesIO(self._entry(f"network/{name}.npy")), allow_pickle=False)
            for name in self._rest()["network"]
        }
        return SimpleNamespace(**columns)


__all__ = ["ENDING", "FORMAT", "KeptHistory", "packed"]
