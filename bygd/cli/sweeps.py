"""Folders of sweeps as commands take them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.options import fail
from sim.languages import SOURCE
from sim.words import counted

if TYPE_CHECKING:
    from experiments.analysis import Swept


def swept_in(folder: Path) -> tuple[Swept, dict[str, Any]] | int:
    """The sweep in ``folder`` and its manifest; an exit code where there is none to read."""
    from experiments.analysis.reading import read_swept
    from experiments.results import NotASweep

    try:
        return read_swept(folder)
    except NotASweep as refusal:
        return fail(str(refusal), 2)


def state_of(swept: Swept) -> str:
    """ "240 of 1,200 runs are there, 3 failed"; empty where all finished."""
    runs, failed = swept.design.runs, len(swept.failures)
    if swept.finished == runs:
        return ""
    words = f"{swept.finished:,} of {counted(runs, 'run', 'runs')} are there"
    if failed:
        words += f", {failed:,} failed"
    if left := runs - swept.finished - failed:
        words += f", {left:,} are missing: what follows is what the others say so far"
    return words


def command_of(manifest: Mapping[str, Any], language: str = SOURCE) -> str:
    """How to make the sweep again, its report in ``language``: as the manifest has it, or by the design's name."""
    from experiments.commands.repeating import language_words

    said = manifest.get("command")
    words = (
        said if isinstance(said, str) and said else shlex.join(["bygd", "sweep", f"{manifest['design']['name']}.yaml"])
    )
    return " ".join([words, *language_words(language)])


__all__ = ["command_of", "state_of", "swept_in"]
