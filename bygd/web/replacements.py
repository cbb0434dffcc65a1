"""Coordinators who take over a vacant post: the model's log tells who leaves, and this who comes after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.told import tell, told_of

if TYPE_CHECKING:
    from sim.town import Town


class Replacements:
    """Looked at once a month, from before the first that counts."""

    def __init__(self, town: Town) -> None:
        self._held = self._holders(town)
        self.events: list[tuple[int, str]] = []
        """(month, words), as the town's own log has them."""

    def look(self, town: Town) -> None:
        """After a month: note every post that somebody has held before and another holds now."""
        now = self._holders(town)
        for row, (key, post) in enumerate(town.scenario.coordinators.items()):
            if now[row] > self._held[row] >= 1:
                self.events.append((town.month - 1, told_of(post.name or key, tell("another coordinator begins"))))
        self._held = now

    @staticmethod
    def _holders(town: Town) -> list[int]:
        """How many have held each post so far."""
        count = len(town.scenario.coordinators)
        return [int(number) for number in town.state.posts.holders[:count]]


def with_replacements(log: list[tuple[int, str]], events: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The town's log with them, by month; within a month the log first."""
    return sorted([*log, *events], key=lambda event: event[0])


__all__ = ["Replacements", "with_replacements"]
