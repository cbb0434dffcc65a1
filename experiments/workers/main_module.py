"""A program that its own worker processes cannot import.

A spawned process first imports the main module of its parent. A script that starts runs at its top level
would start them again in each worker; such a worker ends at once, and the parent says how to write it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from types import TracebackType

EXIT_CODE = 71
"""Of a worker that was about to start workers while it imported the main module."""


class MainNotImportable(RuntimeError):
    """The main module starts runs when it is imported. The message says how to write it."""

    def __init__(self) -> None:
        file = Path(str(getattr(sys.modules.get("__main__"), "__file__", "the script"))).name
        super().__init__(
            f"the worker processes cannot import {file}: it starts runs at its top level, and would start "
            "them again in each of them. Put what it does into a function, and call that at the end below "
            "'if __name__ == \"__main__\":'; or ask for jobs=1, which needs no workers"
        )
        _say_it_alone()


def _say_it_alone() -> None:
    """Where nobody catches it, the words stand alone: the lines of code above them are not where it went wrong."""
    before = sys.excepthook
    if getattr(before, "says_it_alone", False):
        return

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, MainNotImportable):
            print(f"bygd: {error}", file=sys.stderr)
        else:
            before(kind, error, trace)

    hook.says_it_alone = True  # type: ignore[attr-defined]
    sys.excepthook = hook


def leave_if_importing() -> None:
    """End a worker that is importing the main module and has come to where it would start workers."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        os._exit(EXIT_CODE)


__all__ = ["EXIT_CODE", "MainNotImportable", "leave_if_importing"]
