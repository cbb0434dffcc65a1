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

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from experiments.commands.identity import AnotherResult, differences, what_lies_there
from experiments.commands.locking import LOCK, Busy, locked
from experiments.commands.sealed import checksum_of
from experiments.figures.picture import Rendered
from experiments.files import UNFINISHED, atomic_path, clear_unfinished, write_bytes, write_text

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
MADE_BY = "bygd"
WORKING_FOLDER = ".bygd-working"
"""Holds what is too large for memory while results are written."""
WORKING = (("parts", "*.parquet"), ("breakdown", "*.parquet"), ("runs", "**/*.*"), ("fits", "**/*.*"))
"""Folders of finished runs, and their files, which an unfinished manifest does not list one by one."""
Differences = Callable[[Mapping[str, Any], Mapping[str, Any]], list[str]]


class FolderRefused(ValueError):
    """The folder given for results cannot be used. The message says why."""


class Store:
    """One result folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._written: list[str] = []
        self._before: list[str] = []
        self._checksums: dict[str, str] = {}
        self._announced = False
        self.other = False
        """Whether another result was given up."""

    def claim(self) -> None:
        """Make the folder, and see that results may and can be put there. Raises :class:`FolderRefused`.

        An existing folder must be empty or hold an earlier result; whether that may be replaced is for
        :meth:`opened` to say.
        """
        folder = self.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            inside = [
                entry
                for entry in os.scandir(folder)
                if entry.name not in (LOCK, WORKING_FOLDER) and not UNFINISHED.fullmatch(entry.name)
            ]
        except (FileExistsError, NotADirectoryError):
            raise FolderRefused(f"{folder} is a file, or there is a file in its path; results need a folder") from None
        except PermissionError:
            raise FolderRefused(f"{folder}: not allowed to make or read this folder") from None
        except OSError as error:
            raise FolderRefused(f"{folder}: {error.strerror or error}") from None
        try:
            with locked(folder):
                pass
        except Busy as refusal:
            raise FolderRefused(str(refusal)) from None
        except OSError as error:
            raise FolderRefused(f"{folder}: cannot write there ({error.strerror or error})") from None
        if inside and not self._is_result():
            raise FolderRefused(
                f"{folder} is not empty and holds no bygd result; give an empty or new folder, so that "
                "nothing of yours is overwritten"
            )
        for entry in inside:
            if entry.is_symlink() and entry.is_dir():
                raise FolderRefused(
                    f"{folder / entry.name} is a link to another folder; results are written "
                    "within their own folder only"
                )

    @contextlib.contextmanager
    def opened(
        self, kind: str, identity: Mapping[str, Any], *, force: bool = False, differ: Differences = differences
    ) -> Iterator[None]:
        """Hold the folder for the block, for the result of ``kind`` that ``identity`` describes.

        What an earlier command of the same identity finished there stays. Another result is refused
        (:class:`AnotherResult`, saying what lies there) or, with ``force``, given up. Raises ``Busy`` while
        somebody else writes there.
        """
        with locked(self.folder):
            for name in ("", "figures"):
                clear_unfinished(self.folder / name)
            if found := self.manifest():
                same_kind = found.get("kind", "run") == kind
                there = found.get("identity")
                lines = differ(there, identity) if same_kind and isinstance(there, dict) else []
                self.other = bool(lines) or not same_kind or not isinstance(there, dict)
                if self.other and not force:
                    raise AnotherResult(self._refusal(found, same_kind, lines))
                if self.other:
                    self._give_up(
                        keep_runs=same_kind
                        and kind in ("run", "comparison", "assessment", "advice", "places", "practices")
                    )
            try:
                yield
            except BaseException:
                self._withdraw()
                raise

    def announce(self, manifest: Mapping[str, Any]) -> None:
        """Say what is going to be here, where nothing says so yet: the next command knows the folder."""
        if not self.manifest():
            write_text(
                self.folder / MANIFEST, _json({"made_by": MADE_BY, "state": "unfinished", **manifest, "files": []})
            )
            self._announced = True

    def _withdraw(self) -> None:
        """Take an announcement back that nothing has come of."""
        runs = self.folder / "runs"
        if self._announced and not self._written and not (runs.is_dir() and any(runs.iterdir())):
            self._remove(MANIFEST)
            with contextlib.suppress(OSError):
                runs.rmdir()

    def _refusal(self, found: Mapping[str, Any], same_kind: bool, lines: Sequence[str]) -> str:
        what = f"{self.folder} holds {what_lies_there(found)}"
        if lines:
            what += ", and what is asked for now differs:\n  " + "\n  ".join(lines)
        elif same_kind:
            what += " of an earlier version of bygd"
        return f"{what}\ngive another folder with --out, or replace it with --force"

    def _give_up(self, keep_runs: bool) -> None:
        """Remove another result; runs that are kept by all they follow from may serve again."""
        for name in self._listed():
            if not (keep_runs and name.startswith("runs/")):
                self._remove(name)
        for folder, pattern in () if keep_runs else WORKING:
            for path in sorted((self.folder / folder).glob(pattern)):
                self._remove(path.relative_to(self.folder).as_posix())
        self._remove(MANIFEST)

    def _remove(self, name: str) -> None:
        """Remove a file of ours, nothing outside the folder."""
        path = self.folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts or not path.is_file():
            return
        if path.parent.resolve().is_relative_to(self.folder.resolve()):
            path.unlink()

    def _is_result(self) -> bool:
        return self.manifest().get("made_by") == MADE_BY

    def manifest(self) -> dict[str, Any]:
        """What the folder says it holds; empty when it holds no result."""
        try:
            found = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def begin(self, manifest: dict[str, Any]) -> None:
        """Say that a result is being put here, and which files of an earlier one are to go."""
        self._before = self._listed()
        write_text(
            self.folder / MANIFEST,
            _json({"made_by": MADE_BY, "state": "unfinished", **manifest, "files": self._before}),
        )

    def table(self, name: str, table: pa.Table) -> None:
        """An Arrow table as Parquet."""
        with self.rows(name, table.schema) as write:
            write(table)

    @contextlib.contextmanager
    def rows(self, name: str, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
        """A Parquet file whose rows are given some at a time."""
        import pyarrow.parquet as pq

        with atomic_path(self.folder / name) as part:
            # Opened by ourselves: Arrow would read a name as a home folder or an address.
            with part.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
                yield writer.write_table
            self._checksums[name] = checksum_of(part)
        self._written.append(name)

    @contextlib.contextmanager
    def stream(self, name: str) -> Iterator[TextIO]:
        """A text file that is written some lines at a time."""
        with atomic_path(self.folder / name) as part, part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
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
        files = sorted(set(self._written))
        write_text(
            self.folder / MANIFEST,
            _json({"made_by": MADE_BY, "state": "finished", **manifest, "files": files, "checksums": self._checksums}),
        )
        for name in set(self._before) - set(files):
            self._remove(name)

    def _listed(self) -> list[str]:
        found = self.manifest().get("files")
        return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _json(data: Any) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


__all__ = ["MANIFEST", "AnotherResult", "FolderRefused", "Store"]
