"""Groups that measures are taken down by."""

from __future__ import annotations

from sim.codes import ClubType, Schooling, Sector, SettlementRule
from sim.venue_kinds import NAMES

YIELDS = ("tax", "equalisation", "state_grants", "childcare_fees")
"""Of the purse (:mod:`sim.measures.purse`)."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "sex": ("women", "men"),
    "children": ("children",),
    "population": ("locals", "newcomers"),
    "sex of newcomers": ("newcomer_women", "newcomer_men"),
    "schooling of newcomers": tuple(f"newcomers_{one.name.lower()}" for one in Schooling),
    "generation": ("locals", "born_here", "came_as_children", "came_grown"),
    "age": ("0-15", "16-24", "25-44", "45-64", "65+", "80+"),
    "age of movers": ("0-17", "18-24", "25-34", "35-44", "45-64", "65+"),
    "destination": ("city", "small", "metropolis", "abroad", "university_town"),
    "membership": ("clubless",),
    "origin of participants": ("other_origin",),
    "kind of club": tuple(one.name.lower() for one in ClubType),
    "kind of meeting place": NAMES,
    "sector": tuple(one.name.lower() for one in Sector),
    "size of employer": ("below_10_posts", "10_to_49_posts", "50_posts_or_more"),
    "why a club closed": ("too_few", "no_board"),
    "tenure": ("owned", "public_rent", "private_rent"),
    "channel": ("open", "employer", "service", "contact"),
    "permit": ("waiting", "temporary", "permanent", "work"),
    "rule": tuple(one.name.lower() for one in SettlementRule),
    "payer": ("municipality", "region", "state", "eu", "foundation", "association"),
    "service of the purse": (),
    "yield": YIELDS,
    "at its first value": ("discounted",),
    "whether they stayed": ("stayed", "left"),
    "years here": ("year_2", "year_3", "year_5", "year_9"),
    "measure": ("retained", "employed", "local_friends", "language", "belonging", "link"),
    "programme": (),
    "organisation": (),
    "of no organisation": ("no_organisation",),
    "post": (),
    "price": (),
    "bus line": (),
    "homes ordered": (),
    "stream": (),
    "years since arrival": (),
}
"""Families of groups; those without names take the keys of the scenario, or years ("y3", "y3:women")."""
