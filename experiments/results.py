"""Reading what a sweep left, while it runs or when it is done: ``experiments.open(DIR)``.

The parts there are when the folder is opened are the ones that are read: what is written later is seen by
opening it again. Nothing is locked, so the sweep goes on undisturbed.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.querying import connection, files_of
from sim.text import escaped

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MANIFEST = "manifest.json"
POINTS, RUNS, PARTS = "points.parquet", "runs.parquet", "parts"
BREAKDOWN, BREAKDOWNS = "breakdown.parquet", "breakdown"


class NotASweep(ValueError):
    """The folder holds no sweep that can be read. The message says why."""


class Results:
    """What a sweep has found, or has found so far."""

    def __init__(self, folder: str | Path) -> None:
        """Raises :class:`NotASweep` for a folder that holds none."""
        self.folder = Path(folder)
        self.manifest: dict[str, Any] = _manifest(self.folder)
        """What was run, with what."""
        self.finished: bool = self.manifest.get("state") == "finished" and (self.folder / RUNS).is_file()
        """Whether all runs are there; otherwise those whose parts were whole when it was opened."""
        self._runs = [self.folder / RUNS] if self.finished else files_of(self.folder / PARTS)
        self._breakdowns = self._parts_beside()

    def _parts_beside(self) -> list[Path]:
        """Of the outcomes by place and group: the one file of a finished sweep, else the parts of the runs
        there are; none of a sweep that kept none."""
        from experiments.commands.sealed import key_of

        if self.finished:
            return [path for path in (self.folder / BREAKDOWN,) if path.is_file()]
        known = {key_of(path) for path in self._runs}
        return [path for path in files_of(self.folder / BREAKDOWNS) if key_of(path) in known]

    @property
    def by_place(self) -> bool:
        """Whether there are outcomes by place and group."""
        return bool(self._breakdowns)

    def points(self) -> pd.DataFrame:
        """Every point of the design: ``point``, and a column a factor."""
        return self._read("SELECT * FROM points ORDER BY point")

    def runs(self) -> pd.DataFrame:
        """Every run there is, by point and replicate: ``point``, a column a factor, ``replicate``, ``seed``,
        ``stage`` ("done", or where it failed), ``error``, ``digest``, and a column an outcome."""
        return self._read("SELECT * FROM runs ORDER BY point, replicate")

    def breakdown(self) -> pd.DataFrame:
        """Outcomes of every run by place and group: ``point``, ``replicate``, ``measure``, ``place``,
        ``group``, ``value``; "all" is everywhere and everybody. A large sweep has many rows: ask for some of
        them through :meth:`connect`."""
        return self._read('SELECT * FROM breakdown ORDER BY point, replicate, measure, place, "group"')

    def failures(self) -> pd.DataFrame:
        """The runs that failed, with stage and error."""
        return self._read("SELECT * FROM failures ORDER BY point, replicate")

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A database in memory with the views ``runs``, ``points``, ``failures`` and ``breakdown``.

        It reads nothing but this sweep, writes nothing, and loads no extensions. Raises :class:`NotASweep`
        when the files are damaged.
        """
        import duckdb

        try:
            self._verify()
            return connection(self.folder / POINTS, self._runs, self._breakdowns, whole=self.finished)
        except (OSError, ValueError, duckdb.Error) as error:
            raise self._damaged(error) from None

    def _verify(self) -> None:
        """See that the files are what was written. Raises ``ValueError`` and ``OSError``."""
        from experiments.commands.sealed import checksum_of, content_of

        if self.finished:
            sums = self.manifest.get("checksums")
            damaged = [
                name
                for name in (POINTS, RUNS, BREAKDOWN)
                if isinstance(sums, dict) and name in sums and checksum_of(self.folder / name) != sums[name]
            ]
        else:
            damaged = [
                path.relative_to(self.folder).as_posix()
                for path in (*self._runs, *self._breakdowns)
                if content_of(path) is None
            ]
        if damaged:
            raise ValueError(f'{damaged[0]} is not what was written there; the same "bygd sweep" makes it anew')

    def _read(self, sql: str) -> pd.DataFrame:
        import duckdb

        try:
            return self._connection.execute(sql).df()
        except duckdb.Error as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> NotASweep:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        return NotASweep(f"{self.folder}: its files cannot be read: {words}")

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return self.connect()

    def __repr__(self) -> str:
        state = "finished" if self.finished else f"unfinished, {len(self._runs)} parts"
        return f"<Results of {self.folder}: {state}>"


def open(folder: str | Path) -> Results:  # noqa: A001
    """The results of the sweep in ``folder``. Raises :class:`NotASweep` when there is none."""
    return Results(folder)


def _manifest(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise NotASweep(f"{folder}: there is no such folder")
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotASweep(f"{folder} holds no results of bygd: there is no {MANIFEST} in it") from None
    except OSError as error:
        raise NotASweep(f"{folder}: {MANIFEST} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise NotASweep(f"{folder}: {MANIFEST} is damaged, or not of bygd") from None
    if not isinstance(found, dict) or found.get("made_by") != "bygd":
        raise NotASweep(f"{folder}: {MANIFEST} is not of bygd")
    if found.get("kind", "sweep") != "sweep" or not (folder / POINTS).is_file():
        kind = escaped(str(found.get("kind") or "run"))[:40]
        raise NotASweep(f"{folder} holds the results of another command (a {kind}), not of bygd sweep")
    return found


__all__ = ["NotASweep", "Results", "open"]
