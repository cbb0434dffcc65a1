"""The region in figures, beside its map: of all of it, or of the place that was picked on the map."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from bygd.web.region_picture import region_map, signed
from sim.codes import NOBODY, Flow, Service
from sim.languages import _, localised, ngettext, pgettext
from sim.town import Town, Used
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
    rows = [
        inhabitants(population, first),
        (_("Newcomers"), counted(int(places.newcomers[row]), "newcomer", "newcomers"), ""),
        this_month(flows),
        empty_homes(vacant, int(there.sum())),
        (pgettext("services", "Open"), *services_of(town, row)),
    ]
    return f'<h3 data-of="{html.escape(key)}">{html.escape(name)}</h3>{figures_list(rows)}'


def figures_of(session: Session) -> str:
    """The town in a few figures, as a list in HTML."""
    town = session.town
    state, used = town.state, town.used
    flows = state.places.flows.sum(axis=0)
    homes = int(used[Used.HOMES])
    vacant = int((state.homes.household[:homes] < 0).sum())
    population = int(state.places.population.sum())
    first = int(session.first_population.sum())
    taking = int(state.programmes.taking_part.sum())
    waiting = int(state.programmes.waiting.sum())
    posts = state.posts
    held = int(((posts.stream != NOBODY) & (posts.filled == 1)).sum())
    running = int((posts.stream != NOBODY).sum())
    rows = [
        inhabitants(population, first),
        this_month(flows),
        empty_homes(vacant, homes),
        (_("In programmes"), f"{taking}", _("take part, {waiting} wait", waiting=waiting)),
        (
            _("Coordinators at work"),
            f"{held}",
            ngettext(
                "of {posts} post that somebody pays", "of {posts} posts that somebody pays", running, posts=running
            ),
        ),
        (_("Money spent so far"), localised(f"{float(state.streams.spent.sum()) / 1e6:,.2f}"), _("million SEK")),
        (pgettext("services", "Open"), *services(town)),
    ]
    return figures_list(rows)


def figures_list(rows: list[tuple[str, str, str]]) -> str:
    """(name, value, what else there is to say) as a list in HTML."""
    items = "".join(
        f"<div><dt>{html.escape(name)}</dt><dd><b>{html.escape(value)}</b> {html.escape(more)}</dd></div>"
        for name, value, more in rows
    )
    return f'<dl class="figures">{items}</dl>'


def services_of(town: Town, row: int) -> tuple[str, str]:
    """Which of school, shop and health centre are open in one place, and which are not."""
    is_open = town.state.places.service_open[row]
    words = (_("school"), _("shop"), _("health centre"))
    there = [word for word, service in zip(words, Service, strict=True) if is_open[service]]
    missing = [word for word in words if word not in there]
    return (
        ", ".join(there) or pgettext("services", "nothing"),
        _("missing: {services}", services=", ".join(missing)) if missing else "",
    )


def services(town: Town) -> tuple[str, str]:
    """Schools, shops and health centres that are open, over the places."""
    is_open = town.state.places.service_open.sum(axis=0)
    if len(town.scenario.places) == 1:
        return services_of(town, 0)
    schools, shops, centres = (int(is_open[service]) for service in Service)
    every = (
        ngettext("{number} school", "{number} schools", schools, number=schools),
        ngettext("{number} shop", "{number} shops", shops, number=shops),
        ngettext("{number} health centre", "{number} health centres", centres, number=centres),
    )
    return ", ".join(every), _("in {places} places", places=len(town.scenario.places))


def inhabitants(population: int, first: int) -> tuple[str, str, str]:
    """How many live here, and how many more or fewer than in the first month."""
    change = _("{change} since the start", change=signed(population / first - 1)) if first else ""
    return _("Inhabitants"), localised(f"{population:,}"), change


def this_month(flows: Any) -> tuple[str, str, str]:
    """Who came, left, was born and died (``flows``: by codes.Flow)."""
    came, left = int(flows[Flow.ARRIVALS]), int(flows[Flow.DEPARTURES_NEWCOMERS])
    born, died = int(flows[Flow.BIRTHS]), int(flows[Flow.DEATHS])
    return (
        _("This month"),
        ngettext("{number} newcomer came", "{number} newcomers came", came, number=came),
        _(
            "{left} left; {births}, {deaths}",
            left=left,
            births=ngettext("{number} birth", "{number} births", born, number=born),
            deaths=ngettext("{number} death", "{number} deaths", died, number=died),
        ),
    )


def empty_homes(vacant: int, homes: int) -> tuple[str, str, str]:
    return _("Homes that stand empty"), localised(f"{vacant:,}"), _("of {total}", total=localised(f"{homes:,}"))


__all__ = ["figures_of_place", "places_of", "region_or_figures"]
