"""The table there is: rows as text, so that what is not refreshed keeps its bytes, and the list of mergers."""

from __future__ import annotations

import csv
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bygd.places.columns import MERGED_COLUMNS
from bygd.places.refresh.errors import BadInput
from bygd.places.table import PACKAGED, load_table
from sim.scenario.errors import ScenarioError

Row = dict[str, str]


@dataclass(frozen=True)
class Present:
    """A folder of figures as it stands."""

    folder: Path
    rows: tuple[Row, ...]
    sources: tuple[Row, ...]
    merged: tuple[Row, ...]
    merged_file: Path
    """Where the list of mergers stands."""

    def of(self, country: str) -> dict[str, Row]:
        """Rows of a country by code."""
        return {row["code"]: row for row in self.rows if row["country"] == country}

    def merged_into(self, country: str) -> dict[str, str]:
        """By a code that is no longer used the one it is in now, over several mergers; one that was divided between
        several is left out, and so is a name that only left its code behind. Raises :class:`BadInput`."""
        step = {
            row["code"]: row["into_code"]
            for row in self.merged
            if row["country"] == country and " " not in row["into_code"].strip() and row["into_code"] != row["code"]
        }
        found = {}
        for code in step:
            into, seen = step[code], {code}
            while into in step:
                if into in seen:
                    raise BadInput(f"{self.merged_file}: {country}-{code} is merged into itself")
                seen.add(into)
                into = step[into]
            found[code] = into
        return found

    def mergers(self, country: str) -> list[Row]:
        return [row for row in self.merged if row["country"] == country]


def read_present(into: Path) -> Present:
    """The table in ``into`` where one stands there, otherwise the one that comes with the program.

    A ``merged.csv`` in ``into`` is used in either case: with it an analyst tells of a merger. Raises
    :class:`BadInput`, and ``ScenarioError`` for a table that cannot be read.
    """
    if into.exists() and not into.is_dir():
        raise BadInput(f"--into: {into} is a file; name a folder")
    folder = into if (into / "table.yaml").is_file() else PACKAGED
    if folder != into and (into / "municipalities.csv").is_file():
        raise BadInput(f"--into: {into} holds a municipalities.csv without a table.yaml; name another folder")
    merged_file = next(
        file for file in (into / "merged.csv", folder / "merged.csv", PACKAGED / "merged.csv") if file.is_file()
    )
    merged = _rows(merged_file)
    for line, row in enumerate(merged, 2):
        if missing := [name for name in MERGED_COLUMNS[:4] if not row.get(name)]:
            raise BadInput(f"{merged_file}, line {line}: {missing[0]} is empty")
    _sound(folder)
    rows, sources = _rows(folder / "municipalities.csv"), _rows(folder / "sources.csv")
    return Present(folder, tuple(rows), tuple(sources), tuple(merged), merged_file)


def _sound(folder: Path) -> None:
    """Raise :class:`BadInput` unless the folder is a whole table of this version.

    Read as any command reads it, but without its list of mergers, which may speak of one that is still to be made.
    """
    with tempfile.TemporaryDirectory(prefix="bygd-") as stage:
        try:
            for name in ("table.yaml", "municipalities.csv", "sources.csv"):
                shutil.copyfile(folder / name, Path(stage) / name)
            load_table(Path(stage))
        except ScenarioError as error:
            raise BadInput(f"{error}".replace(stage, str(folder))) from None
        except FileNotFoundError as error:
            raise BadInput(f"{error.filename} is missing; name another folder with --into") from None


def _rows(file: Path) -> list[Row]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{file} cannot be read: {error}") from None


__all__ = ["Present", "Row", "read_present"]
