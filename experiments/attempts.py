"""One part's failure costs that part, in words, and never the report it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sim.languages import _

Result = TypeVar("Result")


class FailedPart(NamedTuple):
    """An analysis, a table or a figure that could not be made."""

    part: str
    """As it stands at the beginning of a sentence; with {name} where :attr:`name` goes."""
    outcome: str
    """Label of the outcome it is of; empty where it is of all."""
    error: str
    name: str = ""

    @property
    def words(self) -> str:
        """In English, as the manifest and the terminal have it."""
        part = self.part.format(name=self.name) if self.name else self.part
        of = f" of “{self.outcome}”" if self.outcome else ""
        return f"{part}{of} could not be computed ({self.error})."

    @property
    def said(self) -> str:
        """As :attr:`words`, in the language in force; what went wrong stays as it was raised."""
        part = _(self.part, name=_(self.name)) if self.name else _(self.part)
        if self.outcome:
            return _(
                "{part} of “{outcome}” could not be computed ({error}).",
                part=part,
                outcome=_(self.outcome),
                error=self.error,
            )
        return _("{part} could not be computed ({error}).", part=part, error=self.error)


def attempt(
    failed: list[FailedPart], part: str, outcome: str, work: Callable[[], Result], name: str = ""
) -> Result | None:
    """What ``work`` gives; None where it raises, and then ``failed`` has one more entry.

    Every exception counts, a library's own and lack of memory too: the runs took hours, and whatever else can
    be said of them must still be said. Ctrl-C and the end of the process go through.
    """
    try:
        return work()
    except Exception as error:
        text = str(error).strip().splitlines()
        why = f"{type(error).__name__}: {text[0]}" if text else type(error).__name__
        failed.append(FailedPart(part, outcome, why, name))
        return None


__all__ = ["FailedPart", "attempt"]
