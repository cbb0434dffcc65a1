"""Fresher figures of municipalities from the offices of statistics: asked, checked, written only if all holds.

:func:`refreshed` does the work of ``bygd places refresh``. What is asked of whom stands in ``tables.yaml``; ``web`` is
the only module of the program that uses a network, and is imported nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.places.refresh.errors import BadInput, CheckFailed, NoNetwork, OfficeFailed, Unreachable

if TYPE_CHECKING:
    from bygd.places.refresh.difference import Difference
    from bygd.places.refresh.figures import Figures
    from bygd.places.refresh.sources import Sources
    from bygd.places.refresh.web import Web


@dataclass
class Outcome:
    """What a refresh found; nothing is written where anything ``failed``."""

    differences: tuple[Difference, ...] = ()
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """By table what was wrong: "Denmark, FOLK1A of Statistics Denmark: …"."""
    unreached: bool = False
    """No office could be reached at all."""
    notes: list[str] = field(default_factory=list)
    written: Path | None = None


def refreshed(
    web: Web,
    sources: Sources,
    countries: Sequence[str],
    into: Path,
    *,
    dry_run: bool = False,
    progress: Callable[[float], None] = lambda tables: None,
) -> Outcome:
    """Ask the offices for ``countries``, check, tell the difference, and write the folder ``into``.

    ``progress`` is told how many tables are done, with fractions. Every office is asked although one failed, so that
    all failures are told at once and a second try asks only what is missing. Raises
    :class:`~bygd.places.refresh.errors.BadInput`, and ``OSError`` where the disk is full.
    """
    from bygd.places.refresh.assembling import is_older, new_rows, new_sources
    from bygd.places.refresh.checks import problems
    from bygd.places.refresh.dialects import dialect_of
    from bygd.places.refresh.difference import came_and_went, differences
    from bygd.places.refresh.fetching import fetch
    from bygd.places.refresh.present import read_present
    from bygd.places.refresh.writing import write_folder

    present, outcome = read_present(into), Outcome()
    asked = sources.of(tuple(countries))
    if not asked:
        raise BadInput(f"tables.yaml has no table for {', '.join(countries)}")
    found: list[Figures] = []
    people: dict[str, Figures] = {}
    away: set[str] = set()
    speaking = {name: dialect_of(web, sources.offices[name]) for name in dict.fromkeys(one.office for one in asked)}
    for done, table in enumerate(asked):
        name = f"{table.country} {table.gives}, {sources.name(table)}"
        if table.office in away:
            progress(done + 1)
            continue
        try:
            figures = fetch(
                speaking[table.office],
                table,
                present.merged_into(table.country),
                may_lack=sources.limits.without_figure,
                progress=lambda share, done=done: progress(done + share),  # type: ignore[misc]
            )
        except Unreachable as failure:
            away.add(table.office)
            outcome.failed.append(f"{name}: {failure}")
        except OfficeFailed as failure:
            outcome.failed.append(f"{name}: {failure}")
        else:
            if table.gives == "people":
                people[table.country] = figures
            wrong = problems(figures, people.get(table.country), present, sources.limits)
            outcome.failed += [f"{name}, {figures.year}: {line}" for line in wrong]
            if is_older(figures, present):
                outcome.notes.append(
                    f"{name}: its newest figures are of {figures.year}; the table has later ones, which stay"
                )
            else:
                found.append(figures)
        progress(done + 1)
    outcome.unreached = bool(away) and away == set(speaking)
    if outcome.failed:
        return outcome
    rows = new_rows(present, found)
    outcome.differences = differences(present, rows, found, sources)
    outcome.new, outcome.gone = came_and_went(present, rows)
    if found and not dry_run:
        write_folder(into, present, rows, new_sources(present, found, sources))
        outcome.written = into
    return outcome


__all__ = ["BadInput", "CheckFailed", "NoNetwork", "OfficeFailed", "Outcome", "refreshed"]
