"""A folder of figures on disk: made beside the old one, read back as any command reads it, only then put in place."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bygd.places.columns import FORMAT, MERGED_COLUMNS, SOURCE_COLUMNS
from bygd.places.refresh.assembling import columns
from bygd.places.refresh.errors import CheckFailed
from bygd.places.refresh.present import Present, Row

ORDER = ("merged.csv", "sources.csv", "municipalities.csv", "table.yaml")
"""In which files are put in place: a folder is a table when its last is there."""


def write_folder(into: Path, present: Present, rows: Sequence[Row], sources: Sequence[Row]) -> None:
    """Write the table to ``into``; what stood there is replaced file by file, each at once and only when all are whole.

    Raises ``OSError`` (a full disk) and :class:`CheckFailed` with nothing changed in ``into``.
    """
    made_here = not into.exists()
    into.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".bygd-", dir=into))
    try:
        _write(stage / "merged.csv", MERGED_COLUMNS, present.merged)
        _write(stage / "sources.csv", SOURCE_COLUMNS, sources)
        _write(stage / "municipalities.csv", columns(rows), rows)
        made = time.strftime("%Y-%m-%d", time.gmtime())
        head = "# A folder of figures written by 'bygd places refresh'; sources.csv says where each is from.\n"
        _text(stage / "table.yaml", f"{head}format: {FORMAT}\nmade: {made}\n")
        _read_back(stage)
        for name in ORDER:
            (stage / name).replace(into / name)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        if made_here:
            shutil.rmtree(into, ignore_errors=True)
        raise
    stage.rmdir()
    _sync(into)


def _read_back(stage: Path) -> None:
    from bygd.places.table import load_table
    from sim.scenario import ScenarioError

    try:
        load_table(stage)
    except ScenarioError as error:
        raise CheckFailed([f"the new table cannot be read back: {error}".replace(str(stage), "…")]) from None


def _write(file: Path, names: Sequence[str], rows: Sequence[Row]) -> None:
    from experiments.spreadsheets import csv_text

    _text(file, csv_text(names, [[row.get(name, "") for name in names] for row in rows]))


def _text(file: Path, text: str) -> None:
    from experiments.files import write_text

    write_text(file, text)


def _sync(folder: Path) -> None:
    from experiments.files import sync_folder

    sync_folder(folder)


__all__ = ["ORDER", "write_folder"]
