"""What makes a session, as it stands in the page's address: scenario or place, seed, month, levers moved, page,
language.

A scenario and a seed with its moves are a history, so an address opened again is the same run, byte for byte, with the
same version of the model. An address is somebody else's text: every part is checked against what is known here, and
no part of it ever names a file.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlencode

from bygd.web.lever_list import levers_of
from bygd.web.moves import Move
from sim.languages import LANGUAGES, _
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import near
from sim.version import MODEL, VERSION
from sim.words import figure

LONGEST = 8000
"""Letters of an address that are read at all."""
MOST_MOVES = 200
MOST_MONTHS = 480
LARGEST_SEED = 2**63 - 1
HERE = f"{VERSION}-{MODEL}"
"""The version of bygd and the number of its model, between which histories are the same."""
TOWN = "town"
WITHOUT_FILES = ("given", "brought")
"""Entries for scenarios that an address cannot hold: the file the server was started with, one brought along."""
MOVE = re.compile(r"(\d{1,3}):([a-z_]{1,40}):(-?\d{1,12}(?:\.\d{1,17})?(?:e[+-]?\d{1,3})?)", re.ASCII)
PLACE = re.compile(r"([A-Z]{2}-[0-9A-Za-z]{1,8})(?:/[^/\\]{1,60})?")


KEY = re.compile(r"[\w-]{1,80}")


@dataclass(frozen=True)
class State:
    """All that makes a session."""

    scenario: str = ""
    """Entry of the list of scenarios; empty where ``place`` says it, or for the one sessions begin with."""
    place: str = ""
    """A real municipality, as SE-2404, or a settlement in it, as SE-2480/Holmsund."""
    seed: int | None = None
    """None: the scenario's own."""
    month: int = 0
    moves: tuple[Move, ...] = ()
    page: str = TOWN
    version: str = HERE
    language: str = ""
    """Code of the language that the page speaks; empty: as the server and the browser have it."""
    at: str = ""
    """Key of the place picked on the map; empty: the whole region."""

    @property
    def run(self) -> tuple[object, ...]:
        """What the history hangs on, month aside."""
        return self.scenario, self.place, self.seed, self.moves

    @property
    def other_version(self) -> str:
        """That another version made it, in words; empty where this one did."""
        if self.version == HERE:
            return ""
        return _(
            "This was made with bygd {made}; here is bygd {here}. The same town and levers may live another history "
            "here.",
            made=said_version(self.version),
            here=said_version(HERE),
        )


def said_version(version: str) -> str:
    """ "0.1.0, model 7"."""
    name, __, model = version.partition("-")
    return _("{name}, model {model}", name=name, model=model) if model else name


def query_of(state: State) -> str:
    """The address's query, without its question mark."""
    parts = {
        "page": state.page if state.page != TOWN else "",
        "scenario": state.scenario,
        "place": state.place,
        "seed": "" if state.seed is None else str(state.seed),
        "month": str(state.month or ""),
        "levers": ",".join(f"{move.month}:{move.key}:{number(move.value)}" for move in state.moves[-MOST_MOVES:]),
        "at": state.at,
        "lang": state.language,
        "v": state.version,
    }
    return urlencode({key: value for key, value in parts.items() if value}, safe="/:,")


def number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(float(value)).removesuffix(".0")


def group_of(state: State) -> str:
    """What is the same in addresses between which Back does not stop: where the lever moved last stands, and the month,
    are left out."""
    moves = ",".join(f"{move.month}:{move.key}:{number(move.value)}" for move in state.moves[:-1])
    last = "".join(f"{move.month}:{move.key}" for move in state.moves[-1:])
    return f"{state.page}|{state.scenario}|{state.place}|{state.seed}|{moves}|{last}"


def state_in(query: str) -> State:
    """The state that a query asks for; what it does not speak of is as where sessions begin.

    Raises ``ScenarioError`` that names what cannot be used, and what is allowed.
    """
    if len(query) > LONGEST:
        long, most = figure(len(query)), figure(LONGEST)
        raise _refused(Problem(_("it has {number} letters; at most {most} are read", number=long, most=most)))
    said = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=40, errors="replace"))
    return checked(
        scenario=said.get("scenario", ""),
        place=said.get("place", ""),
        seed=said.get("seed", ""),
        month=said.get("month", ""),
        moves=moves_in(said.get("levers", "")),
        page=said.get("page", TOWN),
        version=said.get("v", HERE),
        language=said.get("lang", ""),
        at=said.get("at", ""),
    )


def checked(
    *,
    scenario: str,
    place: str,
    seed: str,
    month: str,
    moves: tuple[Move, ...],
    page: str,
    version: str,
    language: str = "",
    at: str = "",
) -> State:
    """A state of parts that somebody else wrote. Raises ``ScenarioError``."""
    from bygd.web.page_names import PAGES

    problems = []
    if f"{scenario}.yaml" in known_scenarios():  # as commands call it
        scenario = f"{scenario}.yaml"
    if scenario and scenario not in known_scenarios():
        problems.append(Problem(f"found {scenario[:80]!r}; {near(scenario, known_scenarios())}", "scenario"))
    code = PLACE.fullmatch(place)
    if place and (code is None or code[1] not in known_places()):
        problems.append(
            Problem(_("found {found!r}; allowed: a municipality's code, such as SE-2404", found=place[:80]), "place")
        )
    if seed and not (plain_number(seed) and int(seed) <= LARGEST_SEED):
        problems.append(Problem(whole_wanted(seed, LARGEST_SEED), "seed"))
    if month and not (plain_number(month) and int(month) <= MOST_MONTHS):
        problems.append(Problem(whole_wanted(month, MOST_MONTHS), "month"))
    if page not in PAGES:
        problems.append(Problem(f"found {page[:80]!r}; {near(page, PAGES)}", "page"))
    if language and language not in LANGUAGES:
        problems.append(Problem(f"found {language[:80]!r}; {near(language, LANGUAGES)}", "lang"))
    if at and not KEY.fullmatch(at):
        problems.append(Problem(_("found {found!r}; allowed: the key of a place of the scenario", found=at[:80]), "at"))
    if len(moves) > MOST_MOVES:
        problems.append(
            Problem(_("found {number}; at most {most} moves", number=len(moves), most=MOST_MOVES), "levers")
        )
    for move in moves:
        if move.key not in known_levers():
            problems.append(Problem(f"found {move.key!r}; {near(move.key, known_levers())}", "levers"))
        elif move.month > MOST_MONTHS or not math.isfinite(move.value):
            move_said = f"{move.month}:{move.key}:{move.value}"
            problems.append(Problem(_("found {found}; no month or value", found=move_said), "levers"))
    if problems:
        raise _refused(*problems)
    clean = "".join(letter for letter in version if letter.isprintable())[:40]
    return State(scenario, place, int(seed) if seed else None, int(month or 0), moves, page, clean, language, at)


def moves_in(text: str) -> tuple[Move, ...]:
    """Moves written "12:mentor_hours:8,24:fees:0.5". Raises ``ScenarioError``."""
    found = []
    for part in text.split(",") if text else ():
        match = MOVE.fullmatch(part)
        if match is None:
            words = _(
                "found {found!r}; write month:lever:value with commas between, such as {example}",
                found=part[:80],
                example="12:mentor_hours:8,24:fees:0.5",
            )
            raise _refused(Problem(words, "levers"))
        found.append(Move(int(match[1]), match[2], float(match[3])))
    return tuple(found)


def whole_wanted(found: str, most: int) -> str:
    """Why what was found is no number that can be used."""
    return _("found {found!r}; allowed: a whole number from 0 to {largest}", found=found[:80], largest=most)


def plain_number(text: str) -> bool:
    """Whether ``text`` is a whole number in the digits 0 to 9, of a length that can be one here."""
    return text.isascii() and text.isdecimal() and len(text) <= 20


def _refused(*problems: Problem) -> ScenarioError:
    return ScenarioError(_("The address cannot be used; the town begins as usual"), *problems)


@cache
def known_levers() -> tuple[str, ...]:
    return tuple(lever.key for lever in levers_of("programme", "post", "stream"))


@cache
def known_places() -> frozenset[str]:
    from bygd.places.table import load_table

    return frozenset(row.id for row in load_table().rows)


@cache
def known_scenarios() -> tuple[str, ...]:
    from bygd.web.choices import choices

    return (*WITHOUT_FILES, *(choice.name for choice in choices()))


__all__ = ["HERE", "LARGEST_SEED", "State", "checked", "group_of", "query_of", "said_version", "state_in"]
