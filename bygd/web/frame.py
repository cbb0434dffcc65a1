"""What the page is given to show after each step: words, numbers and drawn pictures, nothing that changes."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bygd.web.lever_effects import direction_in_words
from bygd.web.levers import FUNDING, Lever
from bygd.web.moves import Move
from bygd.web.network import TownNetwork
from bygd.web.network_picture import drawn, filters, group_names, legend
from bygd.web.place_figures import places_of, region_or_figures
from bygd.web.replacements import with_replacements
from bygd.web.series_picture import cards
from bygd.web.session import Session
from sim.languages import _
from sim.scenario import Scenario
from sim.told import said
from sim.words import listed, month_and_year

NO_PRESSES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class LeverShown:
    """A lever with where it stands."""

    lever: Lever
    value: float
    help: str
    cost: str
    """What it costs in a year."""
    direction: str
    """Which way helps; empty where that has not been measured."""
    stops: tuple[float, ...]
    """Where it can stand."""
    own: float
    """Where the scenario has it in its first month."""
    press: int
    """The last press of it that has been acted on."""


@dataclass(frozen=True)
class Frame:
    """One picture of a session. ``number`` grows with each; the browser tells which it has shown."""

    number: int
    title: str
    about: str
    seed: int
    month: int
    months: int
    date: str
    running: bool
    playing: bool
    until: int
    """The month up to which a run is being simulated again; 0 where none is."""
    moves: tuple[Move, ...]
    """Levers moved so far, and while a run is simulated again those still to come: with scenario and seed, all that
    makes this history."""
    coming: int
    """How many of them are still to come."""
    levers: tuple[LeverShown, ...]
    hint: str
    """What somebody should know about the levers just now."""
    network: str
    legend: str
    filters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """What of the network can be shown or not, under headings: (class in the picture, words)."""
    groups: tuple[str, ...]
    """What groups of people are called, locals first."""
    region: str
    places: tuple[tuple[str, str], ...]
    """Of a map: (key, name) of what can be picked on it."""
    place: str
    """Key of the one whose figures are shown; empty: those of the whole region."""
    series: str
    log: str
    scenario: Scenario
    """With every lever moved so far, as a file would have it."""
    unmoved: Scenario
    """The same with none of them moved."""


def frame_of(
    session: Session,
    network: TownNetwork,
    number: int,
    *,
    playing: bool,
    until: int = 0,
    coming: Sequence[Move] = (),
    presses: Mapping[str, int] = NO_PRESSES,
    place: str = "",
) -> Frame:
    """A session as it stands, drawn. ``until``: see :class:`Frame`; ``coming``: moves of that run to come; ``presses``:
    of each lever, the last acted on; ``place``: picked on the map."""
    town, scenario = session.town, session.scenario
    shown = network.look(town)
    start = session.chosen.start
    population = int(town.state.places.population.sum())
    return Frame(
        number=number,
        title=_(scenario.title) if scenario.title else _("A town without a title"),
        about=scenario.description,
        seed=session.seed,
        month=session.month,
        months=session.months,
        date=month_and_year(scenario.date_of(session.month)),
        running=session.running,
        playing=playing and session.running,
        until=until,
        moves=(*session.moves, *coming),
        coming=len(coming),
        levers=tuple(shown_lever(session, lever, presses.get(lever.key, 0)) for lever in session.levers),
        hint=hint_of(session),
        network=drawn(shown, town),
        legend=legend(shown, scenario, population),
        filters=tuple((heading, tuple(each)) for heading, each in filters(shown, scenario)),
        groups=tuple(group_names(scenario)),
        region=region_or_figures(session, place),
        places=places_of(scenario),
        place=place if len(scenario.places) > 1 and place in scenario.places else "",
        series=cards(session.series, session.baseline, session.said_marks(), session.months, start),
        log=log_of(session),
        scenario=scenario,
        unmoved=session.unmoved,
    )


def shown_lever(session: Session, lever: Lever, press: int) -> LeverShown:
    value, own = session.value(lever), session.own[lever.key]
    return LeverShown(
        lever,
        value,
        _(session.help[lever.key]),
        session.costs()[lever.key],
        direction_in_words(lever.key, lever.scale),
        lever.stops((own, value)),
        own,
        press,
    )


def hint_of(session: Session) -> str:
    """Why nothing happens, where something has been asked for and something else is missing."""
    value = {lever.key: session.value(lever) for lever in session.levers}
    wanted = (("mentor_hours", _("mentors")), ("coordinator", _("a coordinator")))
    asked = [words for key, words in wanted if value[key]]
    streams = session.town.state.streams
    if asked and not value[FUNDING]:
        return _("Nobody pays for {what}: move Months of funding.", what=listed(asked))
    if value[FUNDING] and not asked:
        return _("There is money, and nothing it pays for: move Mentor hours or Coordinator.")
    if not asked and not (streams.uid != 0).any():
        return _("No programme is under way here: all three levers stand at zero, and what you move begins next month.")
    return ""


def log_of(session: Session) -> str:
    """What became of programmes and their money, the last first, as a list in HTML."""
    scenario = session.scenario
    events = with_replacements(session.town.log, session.replacements.events)[-6:][::-1]
    nothing, label = _("Programmes and money: nothing has begun."), _("Programmes and money")
    if not events:
        return f'<p class="note">{html.escape(nothing)}</p>'
    items = "".join(
        f"<li><time>{scenario.date_of(month)}</time> {html.escape(said(words))}</li>" for month, words in events
    )
    return f'<ul class="log" aria-label="{html.escape(label)}">{items}</ul>'


__all__ = ["Frame", "LeverShown", "frame_of"]
