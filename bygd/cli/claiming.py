"""The folder of a command's results, claimed before anything is simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.options import fail

if TYPE_CHECKING:
    from experiments.commands.store import Store


def claimed(out: str | None, name: str) -> Store | int:
    """A claimed store in ``out``, or in outputs/``name`` when it is None; an exit code when it cannot be."""
    from experiments.commands.store import FolderRefused, Store

    if out is not None and not out.strip():
        return fail("--out: give the name of a folder", 2)
    store = Store(out if out is not None else Path("outputs") / name)
    try:
        store.claim()
    except FolderRefused as refusal:
        return fail(f"--out: {refusal}" if out is not None else str(refusal), 2)
    return store


__all__ = ["claimed"]
