"""Friends and the network they make, counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from typing import Any

import networkx as nx

from sim.codes import NOBODY, FocusSlot, TieKind
from tests.measures.plain import (
    Found,
    adults,
    age,
    bonding,
    bridging,
    by_generation,
    by_sex,
    casual,
    friends,
    here,
    mean,
    new,
    of,
)


@of("local_friends")
def _(town: Any) -> Found:
    children = [i for i in here(town) if new(town, i) and age(town, i) < 18]
    return by_sex(town, adults(town, True), lambda i: bridging(town, i)) | {
        "children": mean([bridging(town, i) for i in children])
    }


@of("isolated")
def _(town: Any) -> Found:
    return by_sex(town, adults(town, True), lambda i: bridging(town, i) == 0)


@of("bonding")
def _(town: Any) -> Found:
    return by_sex(town, adults(town, True), lambda i: bonding(town, i))


@of("friendships")
def _(town: Any) -> Found:
    return {"all": float(sum(bridging(town, i) for i in adults(town, True)))}


@of("close_newcomers", "no_close_newcomers", "close_locals", "friends_locals", "acquaintances_locals")
def _(town: Any, name: str) -> Found:
    near, known = town.rules.ties.close_hours, casual(town)
    people = adults(town, name.endswith("newcomers"))
    count = {
        "close_newcomers": lambda i: len(friends(town, i, near)),
        "no_close_newcomers": lambda i: not friends(town, i, near),
        "close_locals": lambda i: len(friends(town, i, near)),
        "friends_locals": lambda i: len(friends(town, i, known)),
        "acquaintances_locals": lambda i: len(friends(town, i, 0.0)) - len(friends(town, i, known)),
    }[name]
    return {"all": mean([count(i) for i in people])}


@of("knows_newcomers")
def _(town: Any) -> Found:
    return {"all": mean([bridging(town, i) > 0 for i in adults(town, False)])}


@of("majority_friends")
def _(town: Any) -> Found:
    origin = town.state.people.origin
    found = by_generation(town, lambda i: [origin[j] == 0 for j in friends(town, i, casual(town))], (10, 30))
    return {group: mean([one for each in values for one in each]) for group, values in found.items()}


def graph(town: Any, household: bool) -> nx.Graph:
    """Everybody here and their ties of casual friends or closer; with ``household``, those of a home too."""
    ties, found = town.state.ties, nx.Graph()
    for i in here(town):
        found.add_node(i, group=new(town, i))
        for j, hours, kind in zip(ties.partner[i], ties.hours[i], ties.kind[i], strict=True):
            if j != NOBODY and hours >= casual(town) and (household or kind != TieKind.HOUSEHOLD):
                found.add_edge(i, int(j))
    return found


@of("assortativity")
def _(town: Any) -> Found:
    return {"all": nx.attribute_assortativity_coefficient(graph(town, False), "group")}


@of("ei_index")
def _(town: Any) -> Found:
    found = graph(town, False)
    external = internal = 0
    for i, j in found.edges:
        if new(town, i) != new(town, j):
            external += 1
        elif new(town, i):
            internal += 2  # seen from both ends
    return {"all": (external - internal) / (external + internal)}


@of("clustering")
def _(town: Any) -> Found:
    found = graph(town, True)
    local = nx.clustering(found)
    return {"all": mean([local[i] for i in found if found.degree(i) >= 2])}


@of("largest_component")
def _(town: Any) -> Found:
    found = graph(town, True)
    return {"all": max(map(len, nx.connected_components(found))) / len(found)}


@of("dissimilarity", "isolation")
def _(town: Any, name: str) -> Found:
    counts: dict[int, list[int]] = {}
    for i in here(town):
        focus = int(town.state.memberships.focus[i, FocusSlot.NEIGHBOURS])
        if focus != NOBODY:
            counts.setdefault(focus, [0, 0])[new(town, i)] += 1
    locals_, newcomers = (sum(pair[k] for pair in counts.values()) for k in (0, 1))
    if name == "dissimilarity":
        return {"all": sum(abs(new / newcomers - old / locals_) for old, new in counts.values()) / 2}
    return {"all": sum(new / newcomers * new / (old + new) for old, new in counts.values())}
