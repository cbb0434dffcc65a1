"""One part's failure costs that part, in words, and never the report it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class FailedPart(NamedTuple):
    """An analysis, a table or a figure that could not be made."""

    part: str
    """As it stands at the beginning of a sentence."""
    outcome: str
    """Label of the outcome it is of; empty where it is of all."""
    error: str

    @property
    def words(self) -> str:
        of = f" of “{self.outcome}”" if self.outcome else ""
        return f"{self.part}{of} could not be computed ({self.error})."


def attempt(failed: list[FailedPart], part: str, outcome: str, work: Callable[[], Result]) -> Result | None:
    """What ``work`` gives; None where it raises, and then ``failed`` has one more entry.

    Every exception counts, a library's own and lack of memory too: the runs took hours, and whatever else can
    be said of them must still be said. Ctrl-C and the end of the process go through.
    """
    try:
        return work()
    except Exception as error:
        text = str(error).strip().splitlines()
        failed.append(FailedPart(part, outcome, f"{type(error).__name__}: {text[0]}" if text else type(error).__name__))
        return None


__all__ = ["FailedPart", "attempt"]
