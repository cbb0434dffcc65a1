"""Employers by name in plain words."""

from __future__ import annotations

import textwrap
from itertools import pairwise

from experiments.portrait.interventions import WIDTH
from sim.scenario.schema.root import Scenario
from sim.words import SECTORS, counted, listed


def sites_in_words(scenario: Scenario) -> str:
    """Each site: where it is, what it does, and how many posts it has and comes to have."""
    if not scenario.sites:
        return ""
    wrapped = (
        part
        for key in scenario.sites
        for part in textwrap.wrap(_in_words(scenario, key), WIDTH, initial_indent="  ", subsequent_indent="    ")
    )
    return "\n".join(["Employers by name:", *wrapped])


def _in_words(scenario: Scenario, key: str) -> str:
    site = scenario.sites[key]
    place = scenario.places[site.place].name or site.place
    posts = [(month, phase.sites[key].posts) for month, phase in scenario.phases]
    changes = [
        f"{counted(after, 'post', 'posts') if after else 'none'} from {scenario.date_of(month)}"
        for (_, before), (month, after) in pairwise(posts)
        if after != before
    ]
    begins = counted(posts[0][1], "post", "posts") if posts[0][1] else "not there at the start"
    return f"{site.name or key}: {SECTORS[site.sector]} in {place}, {listed([begins, *changes])}"


def site_notes(scenario: Scenario) -> list[str]:
    """Sites that never come to be."""
    return [
        f"Note: sites.{key} has no posts and no lever gives it any"
        for key in scenario.sites
        if not any(phase.sites[key].posts for _, phase in scenario.phases)
    ]


__all__ = ["site_notes", "sites_in_words"]
