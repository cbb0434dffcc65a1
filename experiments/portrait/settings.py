"""What a file sets otherwise than by default of homes, driving, settlement, courses and preschools, in plain words.

One sentence for what belongs together; it is said where any of its fields differs from its default in the first month.
What changes later stands among the levers.
"""

from __future__ import annotations

import string
import textwrap
from dataclasses import dataclass, field
from typing import Any

from experiments.portrait.amounts import written_in_words
from experiments.portrait.costs import sek
from experiments.portrait.interventions import WIDTH
from sim.scenario.schema.own import BY_PLACE, own_value
from sim.scenario.schema.root import Scenario
from sim.words import figure, listed, measured

OWN = "own"
"""In a sentence: what places set for themselves."""
NOUNS = {
    "months": ("month", "months"),
    "years": ("year", "years"),
    "hours": ("hour", "hours"),
    "places": ("place", "places"),
    "times": ("time", "times"),
}
CHOICES = {
    "queue": "who asked first comes first",
    "working": "children whose parents all work or study come first",
    "newcomers": "children of newcomers come first",
}
"""``childcare.priority`` in words."""


@dataclass(frozen=True)
class Sentence:
    """What is said of some fields of a section."""

    section: str
    words: str
    """With the fields in braces: ``{fee:SEK}``, ``{pull_down:%}``, ``{years:years}``, ``{weight}``."""
    off: dict[str, str] = field(default_factory=dict)
    """By field what is said instead where it is off or 0; the first that is."""
    of_place: str = ""
    """Field of ``places.*`` that overrides it there; said at ``{own}``."""

    @property
    def fields(self) -> set[str]:
        named = (name for _, name, _, _ in string.Formatter().parse(self.words) if name)
        return {name.partition("[")[0] for name in named if name != OWN} | set(self.off)


class Writer(string.Formatter):
    """Numbers as they are written for a reader."""

    def format_field(self, value: Any, spec: str) -> str:
        if isinstance(value, dict):  # by place
            own = [f"{self.format_field(one, spec)} in {name}" for name, one in value.items()]
            return f" ({listed(own)})" if own else ""
        if isinstance(value, str):
            return CHOICES.get(value, value)
        if spec == "%":
            return f"{figure(round(100.0 * value, 6))} %"
        if spec == "SEK":
            return sek(value)
        return measured(value, *NOUNS[spec]) if spec in NOUNS else figure(value)


NO_HOMES = "None are built of themselves where they are short"
NO_COURSES, NO_LICENCES, NO_CARE = {"courses": ""}, {"licences": ""}, {"care": ""}
TOPICS: dict[str, tuple[Sentence, ...]] = {
    "Homes": (
        Sentence("housing", "", {"stock": "None are built of themselves, pulled down or turned into holiday homes"}),
        Sentence(
            "housing",
            "Where less than {built_below:%} stand empty some are built of themselves, up to "
            "{built_per_year:%} of all in a year",
            {"stock": "", "built_below": NO_HOMES, "built_per_year": NO_HOMES},
        ),
        Sentence(
            "housing",
            "Of the municipality's that have stood empty for {pull_down_after:months} {pull_down:%} are pulled "
            "down in a month",
            {"stock": "", "pull_down": "None are pulled down"},
        ),
        Sentence(
            "housing",
            "Of owned ones that have stood empty for {holiday_after:months} {holiday:%} become holiday homes "
            "in a month, and {holiday_return:%} of these come back on the market",
            {"stock": "", "holiday": "None become holiday homes"},
        ),
        Sentence(
            "housing",
            "Newcomers are refused {refused[0]:%} of owned, {refused[1]:%} of the municipality's and "
            "{refused[2]:%} of private ones",
        ),
        Sentence(
            "housing",
            "Of private tenants' contracts {contract_ends:%} end in a month, of newcomers' "
            "{contract_ends_newcomers:times} as many",
            {"contract_ends": "No contract of a private tenant ends"},
        ),
    ),
    "Licences and cars": (
        Sentence(
            "driving", "", {"licences": "Who has a car at the start or on arrival has it for good, others get none"}
        ),
        Sentence(
            "driving",
            "Of those who grew up here {young[0]:%} of the women and {young[1]:%} of the men who are of age "
            "get a licence in a month; {never[0]:%} and {never[1]:%} never do by themselves",
            NO_LICENCES,
        ),
        Sentence(
            "driving",
            "Of those who came grown up {newcomers[0]:%} of the women and {newcomers[1]:%} of the men get one "
            "in a month, times {schooling[0]} with little and {schooling[2]} with higher schooling, "
            "{without_language} without the language and {work} in work; {newcomers_never[0]:%} and "
            "{newcomers_never[1]:%} never do by themselves",
            NO_LICENCES,
        ),
        Sentence("driving", "", {"carpools": "Nobody rides to work with a friend"}),
    ),
    "Settlement": (
        Sentence(
            "settlement",
            "A matched proposal weighs work {work_weight}, ties {ties_weight} and homes {homes_weight}, and "
            "goes up to {over_quota:%} beyond the quota of a place",
        ),
        Sentence(
            "settlement",
            "A free choice weighs size {free_size}, work {free_work} and people of one's own origin {free_ties}",
        ),
        Sentence(
            "settlement",
            "Of newcomers' households without work {movement_grants:%} a month take a grant to move to where work is",
            {"movement_grants": ""},
        ),
        Sentence(
            "settlement",
            "Each household of newcomers is paid {incentive:SEK} a month for staying, for {incentive_months:months}",
            {"incentive": "", "incentive_months": ""},
        ),
    ),
    "Language courses": (
        Sentence(
            "language",
            "{course_places:places} in each place and {course_places_per_100} for each hundred newcomers, "
            "{hours_week:hours} a week",
            {"courses": "There are none"},
        ),
        Sentence(
            "language",
            "A course lasts {course_hours:hours}; of those who do not pass {repeats:%} repeat it; nobody has "
            "more than {most_hours:hours} or {most_years:years}",
            NO_COURSES | {"results": "They go on until one knows enough"},
        ),
        Sentence(
            "language",
            "{childcare:%} of the mothers of small children have a course that looks after them, {evening:%} "
            "of those in work one in the evening",
            NO_COURSES,
        ),
        Sentence(
            "language",
            "{dropping_out:%} break off in a month for no known reason, {for_good:%} of them for good",
            NO_COURSES | {"interruptions": "Whoever breaks off may queue again at once"},
        ),
    ),
    "Preschools": (
        Sentence(
            "childcare",
            "{places:places} for each hundred children from {age_from:years} on{own}, open "
            "{opening_hours:hours} a day; {priority}",
            {"care": "There are none"},
            of_place="childcare",
        ),
        Sentence("childcare", "Parents pay {fee:SEK} a month for a child", NO_CARE | {"fee": "Parents pay nothing"}),
        Sentence(
            "childcare",
            "A child without a place brings its parents {home_care_allowance:SEK} a month until it is "
            "{allowance_until}",
            {"home_care_allowance": ""},
        ),
    ),
    "Interpreters": (
        Sentence(
            "services",
            "One is there in {interpreters:%} of the talks that need one{own:%}",
            {"interpreting": "Everybody is understood without"},
            of_place="interpreters",
        ),
    ),
}
"""By topic what may be said of it."""


def by_place(scenario: Scenario, name: str) -> dict[str, Any]:
    """What places set for themselves in their field ``name``, by what they are called."""
    found = {place.name or key: getattr(place, name) for key, place in scenario.places.items()} if name else {}
    return {place: value for place, value in found.items() if value is not None}


def said(scenario: Scenario, sentence: Sentence) -> str:
    """A sentence with its numbers; empty where nothing of it is set otherwise than by default."""
    section, own = getattr(scenario, sentence.section), by_place(scenario, sentence.of_place)
    usual = type(section)()
    if not own and all(getattr(section, name) == getattr(usual, name) for name in sentence.fields):
        return ""
    for name, words in sentence.off.items():
        if not getattr(section, name):
            return words
    return Writer().vformat(sentence.words, (), {**dict(section), OWN: own})


def settings_in_words(scenario: Scenario) -> str:
    """A paragraph a topic of which a file sets anything."""
    lines = []
    for topic, sentences in TOPICS.items():
        told = list(filter(None, (said(scenario, one) for one in sentences)))
        if told:
            lines += textwrap.wrap(f"{topic}: {'. '.join(told)}.", WIDTH, subsequent_indent="  ")
    own = [
        f"{path} {figure(value)} in {place.name or key}"
        for path in BY_PLACE
        for key, place in scenario.places.items()
        if (value := own_value(place, path)) is not None
    ]
    if own:
        lines += textwrap.wrap(f"Policy by place: {listed(own)}.", WIDTH, subsequent_indent="  ")
    if amounts := written_in_words(scenario):
        lines += textwrap.wrap(f"Amounts in SEK: {listed(amounts)}.", WIDTH, subsequent_indent="  ")
    return "\n".join(lines)


__all__ = ["TOPICS", "Sentence", "settings_in_words"]
