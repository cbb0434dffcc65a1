"""The folder a result lives in: what is in it, and how it gets there whole. For ``bygd run``:

    measures.parquet   replicate, month, place, measure, group, value
    retention.parquet  replicate, months_since, place, group, value, at_risk
    summary.csv        every measure by year with mean and intervals
    lives.json         life lines of the first finished replicate
    figures/           each figure as PNG and SVG
    report.html        all of it to read
    manifest.json      what was run, with what, and what came of it; written last

Every file is written under another name, synced and renamed, so a file that is there is whole. The manifest
says "unfinished" until all the others stand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.commands.locking import LOCK
from experiments.figures.picture import Rendered
from experiments.outcomes.findings import Tables
from sim.files import atomic_path, write_bytes, write_text

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
MADE_BY = "bygd"


class FolderRefused(ValueError):
    """The folder given for results cannot be used. The message says why."""


class Store:
    """One result folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._written: list[str] = []

    def claim(self) -> None:
        """Make the folder, and see that results may and can be put there. Raises :class:`FolderRefused`.

        An existing folder must be empty or hold an earlier result, which is then replaced file by file.
        """
        folder = self.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            inside = [entry.name for entry in os.scandir(folder) if entry.name != LOCK]
        except (FileExistsError, NotADirectoryError):
            raise FolderRefused(f"{folder} is a file, or has one on its way; results need a folder") from None
        except PermissionError:
            raise FolderRefused(f"{folder}: not allowed to make or read this folder") from None
        except OSError as error:
            raise FolderRefused(f"{folder}: {error.strerror or error}") from None
        if inside and not self._is_result():
            raise FolderRefused(
                f"{folder} is not empty and holds no bygd result; give an empty or new folder, so that "
                "nothing of yours is overwritten"
            )
        probe = folder / f".probe-{os.getpid()}"
        try:
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise FolderRefused(f"{folder}: cannot write there ({error.strerror or error})") from None

    def _is_result(self) -> bool:
        return self.manifest().get("made_by") == MADE_BY

    def manifest(self) -> dict[str, Any]:
        """What the folder says it holds; empty when it holds no result."""
        try:
            found = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def begin(self, manifest: dict[str, Any]) -> None:
        """Say that a result is being put here, and which files of an earlier one are to go."""
        self._before = self._listed()
        write_text(self.folder / MANIFEST, _json({"made_by": MADE_BY, "state": "unfinished", **manifest,
                                                  "files": self._before}))

    def tables(self, tables: Tables) -> None:
        self.table("measures.parquet", tables.measures)
        self.table("retention.parquet", tables.retention)

    def table(self, name: str, table: pa.Table) -> None:
        """An Arrow table as Parquet."""
        import pyarrow.parquet as pq

        with atomic_path(self.folder / name) as part:
            pq.write_table(table, part, compression="zstd")
        self._written.append(name)

    def text(self, name: str, text: str) -> None:
        write_text(self.folder / name, text)
        self._written.append(name)

    def data(self, name: str, data: Any) -> None:
        """Plain data as JSON."""
        self.text(name, _json(data))

    def figures(self, figures: Sequence[Rendered]) -> None:
        (self.folder / "figures").mkdir(exist_ok=True)
        for figure in figures:
            write_bytes(self.folder / "figures" / f"{figure.name}.png", figure.png)
            write_text(self.folder / "figures" / f"{figure.name}.svg", figure.svg)
            self._written += [f"figures/{figure.name}.png", f"figures/{figure.name}.svg"]

    def note(self, names: Iterable[str]) -> None:
        """Count files as part of the result that were written some other way."""
        self._written += names

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, and remove what an earlier result left and this one does not have."""
        files = sorted(self._written)
        write_text(self.folder / MANIFEST, _json({"made_by": MADE_BY, "state": "finished", **manifest,
                                                  "files": files}))
        for name in set(self._before) - set(files):
            path = self.folder / name
            if not Path(name).is_absolute() and ".." not in Path(name).parts and path.is_file():
                path.unlink()

    def _listed(self) -> list[str]:
        found = self.manifest().get("files")
        return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _json(data: Any) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


__all__ = ["MANIFEST", "FolderRefused", "Store"]
