"""When money runs and ends: each stream, post and programme along the months, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.languages import _, pgettext

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.town import Town


class Spell(NamedTuple):
    """Months in which a stream of money, a post or a programme stood in one way."""

    first: int
    last: int
    """Inclusive; for what is only planned, as the file has it."""
    how: str
    """"paid" (by ``payer``), "vacant" (a post that nobody holds, so that no salary is paid), "gap" (granted again, not
    begun), "planned" (not lived yet)."""
    payer: str


@dataclass(frozen=True)
class Row:
    """One line of the timeline."""

    key: str
    name: str
    kind: str
    """"money", "post" or "programme"."""
    spells: tuple[Spell, ...]
    words: str
    """When it ran, who paid, and what became of it."""


class Marks:
    """What is written down month by month: states of streams, what ran, hours of volunteers."""

    def __init__(self) -> None:
        self.streams: list[list[tuple[int, int, int]]] = []
        """By month, by stream: codes.StreamState, since when and until when (see ``sim.state.Streams``)."""
        self.payers: list[list[str]] = []
        """By month: who paid for each post, then for each programme; empty where nobody did."""
        self.vacant: list[list[bool]] = []
        """By month: whether each post has money and nobody holds it; never a programme."""
        self.hours: list[float] = []

    def note(self, town: Town) -> None:
        from sim.codes import NOBODY, Status, StreamState
        from sim.town import Used

        state, funding = town.state, list(town.scenario.funding.values())
        streams = state.streams
        self.streams.append(
            [(int(streams.state[row]), int(streams.since[row]), int(streams.until[row])) for row in range(len(funding))]
        )
        paying = [
            int(row)
            for group, settings in (
                (state.posts, town.scenario.coordinators),
                (state.programmes, town.scenario.programmes),
            )
            for row in group.stream[: len(settings)]
        ]
        self.payers.append(
            [
                ""
                if row == NOBODY
                else "municipality"
                if state.streams.state[row] == StreamState.TAKEN_OVER
                else funding[row].payer
                for row in paying
            ]
        )
        posts = len(town.scenario.coordinators)
        held = [int(filled) == 1 for filled in state.posts.filled[:posts]]
        self.vacant.append(
            [bool(payer) and not there for payer, there in zip(self.payers[-1], held, strict=False)]
            + [False] * (len(paying) - posts)
        )
        count = int(town.used[Used.PEOPLE])
        here = state.people.status[:count] == Status.HERE
        self.hours.append(float(state.civic.load[:count][here].sum()))


def stream_rows(scenario: Scenario, marks: Marks) -> list[Row]:
    """One row a stream of money: what was, what is granted, what is still planned.

    ``scenario``: as in force in the month about to be lived. A stream that never was, and is switched off, is
    left out.
    """
    from sim.codes import StreamState

    found = []
    for place, (key, stream) in enumerate(scenario.funding.items()):
        states = [month[place][0] for month in marks.streams]

        def how(state: int, payer: str = stream.payer) -> tuple[str, str]:
            if state == StreamState.RUNNING:
                return "paid", payer
            if state == StreamState.TAKEN_OVER:
                return "paid", "municipality"
            return ("gap", payer) if state == StreamState.GAP else ("", "")

        spells = spells_of([how(state) for state in states])
        now = states[-1] if states else int(StreamState.NOT_BEGUN)
        __, since, until = marks.streams[-1][place] if states else (0, 0, 0)
        ahead = _planned(scenario, stream, now, since, until, len(states))
        if not spells and not stream.active:
            continue
        words = _stream_words(scenario, stream, spells, now, ahead)
        found.append(Row(key, stream.name or key, "money", (*spells, *ahead), words))
    return found


def _planned(scenario: Scenario, stream: Any, now: int, since: int, until: int, lived: int) -> list[Spell]:
    """What a stream has before it in the rest of the scenario, ``lived`` months of which are over."""
    from sim.codes import StreamState

    last = scenario.months - 1
    if lived > last or not stream.active:
        return []
    if now == StreamState.TAKEN_OVER:
        return [Spell(lived, last, "planned", "municipality")]
    if now == StreamState.RUNNING:
        ends = last if stream.months is None else min(last, since + stream.months - 1)
        return [Spell(lived, ends, "planned", stream.payer)] if ends >= lived else []
    if now not in (StreamState.NOT_BEGUN, StreamState.GAP):
        return []
    first = until if now == StreamState.GAP else max(lived, scenario.month_of(stream.start or scenario.start))
    ends = last if stream.months is None else min(last, first + stream.months - 1)
    return [Spell(first, ends, "planned", stream.payer)] if first <= last else []


def _stream_words(scenario: Scenario, stream: Any, spells: Sequence[Spell], now: int, ahead: Sequence[Spell]) -> str:
    from sim.codes import StreamState

    said = [
        _("money from {payer} {when}", payer=_who(spell.payer), when=_span(scenario, spell))
        for spell in spells
        if spell.how == "paid"
    ]
    if now == StreamState.TAKEN_OVER and said:
        said[-1] = _("taken over by the municipality {when}", when=_span(scenario, spells[-1]))
    end = _end_words(scenario, stream, spells, now, ahead)
    text = "; ".join([*said, *([end] if end else [])]) or _("nothing was paid")
    return f"{text[:1].upper()}{text[1:]}."


def _end_words(scenario: Scenario, stream: Any, spells: Sequence[Spell], now: int, ahead: Sequence[Spell]) -> str:
    """What became of a stream, or is going to; empty where nothing was paid."""
    from sim.codes import StreamState

    if not stream.active:
        return _("then it was switched off")
    if now == StreamState.ENDED and spells:
        return _("then it came to its end")
    if now == StreamState.GAP and ahead:
        return _("granted once more from {month}", month=_month(scenario, ahead[0].first))
    if now == StreamState.GAP:
        return _("granted once more, after the end of the scenario")
    if now == StreamState.NOT_BEGUN and ahead:
        return _("not begun; {payer} is to pay {when}", payer=_who(ahead[0].payer), when=_span(scenario, ahead[0]))
    if now == StreamState.NOT_BEGUN:
        return _("it does not begin within the scenario")
    if stream.permanent or now == StreamState.TAKEN_OVER:
        return _("it has no end")
    if ahead and ahead[-1].last < scenario.months - 1:
        return _("it ends after {month}", month=_month(scenario, ahead[-1].last))
    if ahead:
        return _("it lasts to the end of the scenario")
    return _("its last month was {month}", month=_month(scenario, spells[-1].last)) if spells else ""


def intervention_rows(scenario: Scenario, marks: Marks) -> list[Row]:
    """One row a post and a programme: the months somebody paid for it. ``scenario``: as for
    :func:`stream_rows`. What never ran, and has no money that is not switched off, is left out."""
    named = [
        (key, each.name or key, kind, any(scenario.funding[name].active for name in each.funding))
        for kind, group in (("post", scenario.coordinators), ("programme", scenario.programmes))
        for key, each in group.items()
    ]
    found = []
    for place, (key, name, kind, funded) in enumerate(named):
        states = [
            ("vacant" if vacant[place] else "paid" if payers[place] else "", payers[place])
            for payers, vacant in zip(marks.payers, marks.vacant, strict=True)
        ]
        spells = spells_of(states)
        if not spells and not funded:
            continue
        words = _ran(scenario, spells, len(states))
        found.append(Row(key, name, kind, tuple(spells), words))
    return found


def _ran(scenario: Scenario, spells: Sequence[Spell], lived: int) -> str:
    """When something ran, and when its post stood vacant."""
    if not spells:
        return _("Has not run.")
    empty = [spell for spell in spells if spell.how == "vacant"]
    goes_on = spells[-1].last == lived - 1
    runs = "; ".join(_span(scenario, spell) for spell in joined(spells))
    if not goes_on:
        words = _("Ran {when}, then stopped.", when=runs)
    elif spells[-1].how == "vacant":
        words = _("Ran {when} and stands vacant now.", when=runs)
    else:
        words = _("Ran {when} and goes on.", when=runs)
    if not empty:
        return words
    when = "; ".join(_span(scenario, spell) for spell in joined(empty))
    return " ".join([words, _("Vacant {when}: no salary was paid then.", when=when)])


def spells_of(states: Sequence[tuple[str, str]]) -> list[Spell]:
    """Runs of equal (how, payer) by month, those without a how left out."""
    found: list[Spell] = []
    for month, (how, payer) in enumerate(states):
        if not how:
            continue
        if found and found[-1].last == month - 1 and (found[-1].how, found[-1].payer) == (how, payer):
            found[-1] = found[-1]._replace(last=month)
        else:
            found.append(Spell(month, month, how, payer))
    return found


def joined(spells: Sequence[Spell]) -> list[Spell]:
    """Spells that follow one another as one, whoever pays."""
    found: list[Spell] = []
    for spell in spells:
        if found and found[-1].last == spell.first - 1:
            found[-1] = found[-1]._replace(last=spell.last)
        else:
            found.append(spell)
    return found


def _who(payer: str) -> str:
    from experiments.outcomes.catalogue import group_label

    return group_label(payer)


def _month(scenario: Scenario, month: int) -> str:
    from sim.words import month_and_year

    return month_and_year(scenario.date_of(month))


def _span(scenario: Scenario, spell: Spell) -> str:
    first, last = _month(scenario, spell.first), _month(scenario, spell.last)
    if first == last:
        return pgettext("when", "in {month}", month=first)
    return pgettext("when", "from {first} to {last}", first=first, last=last)


__all__ = ["Marks", "Row", "Spell", "intervention_rows", "joined", "spells_of", "stream_rows"]
