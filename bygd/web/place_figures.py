"""The region in figures, beside its map: of all of it, or of the place that was picked on the map."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from bygd.web.region_picture import figures_list, figures_of, region_map, services_of, signed
from sim.codes import Flow
from sim.languages import _, localised, ngettext, pgettext
from sim.town import Used
from sim.words import counted

if TYPE_CHECKING:
    from bygd.web.session import Session
    from sim.scenario import Scenario


def region_or_figures(session: Session, place: str = "") -> str:
    """The map of a region with its figures, or those of ``place`` (a key), as HTML; of a town the figures alone."""
    keys = list(session.town.scenario.places)
    if len(keys) == 1:
        return figures_of(session)
    beside = figures_of_place(session, keys.index(place)) if place in keys else figures_of(session)
    return region_map(session) + beside


def places_of(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(key, name) of the places of a map; a town has none."""
    if len(scenario.places) == 1:
        return ()
    return tuple((key, place.name or key) for key, place in scenario.places.items())


def figures_of_place(session: Session, row: int) -> str:
    """What the month brought to one place, as HTML: all of the figures of a region that are kept by place."""
    town = session.town
    key, name = places_of(town.scenario)[row]
    places, homes = town.state.places, town.state.homes
    flows, population, first = places.flows[row], int(places.population[row]), int(session.first_population[row])
    used = int(town.used[Used.HOMES])
    there = homes.place[:used] == row
    vacant = int((there & (homes.household[:used] < 0)).sum())
    came, left = int(flows[Flow.ARRIVALS]), int(flows[Flow.DEPARTURES_NEWCOMERS])
    born, died = int(flows[Flow.BIRTHS]), int(flows[Flow.DEATHS])
    change = _("{change} since the start", change=signed(population / first - 1)) if first else ""
    rows = [
        (_("Inhabitants"), localised(f"{population:,}"), change),
        (_("Newcomers"), counted(int(places.newcomers[row]), "newcomer", "newcomers"), ""),
        (
            _("This month"),
            ngettext("{number} newcomer came", "{number} newcomers came", came, number=came),
            _(
                "{left} left; {births}, {deaths}",
                left=left,
                births=ngettext("{number} birth", "{number} births", born, number=born),
                deaths=ngettext("{number} death", "{number} deaths", died, number=died),
            ),
        ),
        (
            _("Homes that stand empty"),
            localised(f"{vacant:,}"),
            _("of {total}", total=localised(f"{int(there.sum()):,}")),
        ),
        (pgettext("services", "Open"), *services_of(town, row)),
    ]
    return f'<h3 data-of="{html.escape(key)}">{html.escape(name)}</h3>{figures_list(rows)}'


__all__ = ["figures_of_place", "places_of", "region_or_figures"]
