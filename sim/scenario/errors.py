"""What is wrong with a scenario, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 10
"""At most this many problems are listed at once."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong, and where."""

    message: str
    path: str = ""
    """Dotted path of the field."""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return ": ".join(part for part in (where, self.path, self.message) if part)

    @classmethod
    def of(cls, text: str) -> Problem:
        """A problem written as ``"places.town.homes: 3 homes are too few"``, or without a path."""
        path, _, message = text.partition(": ")
        return cls(message, path) if message and " " not in path else cls(text)


class ScenarioError(ValueError):
    """A scenario cannot be used. ``problems`` lists what is wrong, the message shows the first ten."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(Problem.of(p) if isinstance(p, str) else p for p in problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[Problem, ...]]:
        return type(self), self.problems
