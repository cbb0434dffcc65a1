"""The progress bars of a command that simulates in stages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bygd.cli.compiling import compile_first
from bygd.cli.options import KEPT, done_before
from bygd.cli.progress import ProgressBar

if TYPE_CHECKING:
    from experiments.workers.pool import Tally


class Bars:
    """The bars of a command that simulates in stages, one bar after the other; used with ``with``.

    Ended by Ctrl-C or a signal it says that finished runs are kept. ``months``: of every run.
    """

    def __init__(self, months: int, *, quiet: bool = False) -> None:
        self.months, self.quiet = months, quiet
        self.now = ProgressBar(1, months, quiet=quiet)

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, (KeyboardInterrupt, SystemExit)):
            self.say(KEPT)
        self.now.close()

    def begin(self, todo: int, done: int, words: str = "") -> Callable[[Tally], None]:
        """The bar of a stage of so many runs to do, and found done: where to tell how far they are. ``words``: what the
        stage is for, said above it."""
        self.now.close()
        if todo:
            compile_first(quiet=self.quiet)
        self.now = ProgressBar(max(1, todo), self.months, quiet=self.quiet)
        for line in (words, done_before(todo, done)):
            if line:
                self.say(line)
        return self.now.show

    def say(self, words: str) -> None:
        """A line of text, above the bar."""
        self.now.say(words)


__all__ = ["Bars"]
