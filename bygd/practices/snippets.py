"""How a practice is put into a file of one's own: a few lines of YAML that load beside a town.

A ready piece is extended. Of a case whose practice is programmes, posts and money of its own, these are taken out of
its file, to begin with the town's first month and to act in all its places; any other case is extended as a whole.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from bygd.practices.cards import Card
from calibration.programmes.cases import told as cases_told
from sim.scenario.inheritance import merged, packaged_scenarios, read_chain
from sim.scenario.writing import yaml_text

OWN = "my-town.yaml"
"""What the reader's file is called."""
BOUND = ("start", "place", "places", "organised_by")
"""Fields of programmes, posts, associations and money that name a month, place or origin of the case's own file."""


def snippet(card: Card) -> str:
    """The text of a scenario that puts the practice of ``card`` on top of :data:`OWN`, or begins with its case."""
    if card.group != "seeds":
        return f"extends: [{OWN}, {card.name}.yaml]\n{yaml_text({'title': f'My town: {card.title}'})}"
    own = _own_sections(card)
    if own:
        return f"extends: {OWN}\n{yaml_text({'title': f'My town: {card.title}', **own})}"
    return f"extends: {card.name}.yaml\n{yaml_text({'title': f'My own: {card.title}'})}"


def beside_own(card: Card) -> bool:
    """Whether :func:`snippet` lies on top of a town of one's own."""
    return card.group != "seeds" or bool(_own_sections(card))


def _own_sections(card: Card) -> dict[str, Any]:
    """Programmes, posts and money of a case that its comparison switches off, as they stand in its file."""
    said = cases_told()[card.short].get("without", {})
    paths = [path.split(".") for path, value in said.items() if value is False and path.endswith(".active")]
    if not paths or len(paths) != len(said):
        return {}
    path = packaged_scenarios() / f"{card.name}.yaml"
    data = reduce(merged, reversed(read_chain(path, path.name))).plain()
    held = {group: dict(data.get(group) or {}) for group in ("programmes", "coordinators", "funding")}
    if any(group not in held or key not in held[group] for group, key, _ in paths):
        return {}
    money = {key for group, key, _ in paths if group == "funding"}
    chosen = {
        group: {
            key: one
            for key, one in held[group].items()
            if [group, key, "active"] in paths or money & set(one.get("funding") or ())
        }
        for group in ("programmes", "coordinators")
    }
    chosen_ones = [one for group in chosen.values() for one in group.values()]
    if len(chosen_ones) > 1 and all(one.get("places") for one in chosen_ones):
        return {}  # one practice in several places, not several practices
    if any(len(one.get("funding") or ()) > 1 for one in chosen_ones):
        return {}  # money that follows on other money, by the months of the case
    money |= {name for group in chosen.values() for one in group.values() for name in one.get("funding") or ()}
    named = {one.get("organisation") for one in chosen_ones}
    chosen["organisations"] = {key: one for key, one in (data.get("organisations") or {}).items() if key in named}
    chosen["funding"] = {key: one for key, one in held["funding"].items() if key in money}
    return {
        group: {key: {name: value for name, value in one.items() if name not in BOUND} for key, one in some.items()}
        for group, some in chosen.items()
        if some
    }


__all__ = ["OWN", "beside_own", "snippet"]
