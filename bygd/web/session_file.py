"""A session as a file to keep, to send and to open again: scenario, seed, month, levers moved, page, language.

What an address cannot hold stands in it: a scenario that somebody brought along. Read as data by the reader of scenario
files, with its limits; nothing in it names a file of this machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bygd.web.address import HERE, WITHOUT_FILES, State, checked, number
from bygd.web.moves import Move
from sim.languages import _
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.source import LARGEST, parse
from sim.scenario.writing import yaml_text

if TYPE_CHECKING:
    from sim.scenario import Scenario

HEAD = """\
# A session of bygd, saved from the browser: open it there under "Save, share or open a session". The scenario, the seed
# and the levers moved make the same history again with the same version of bygd.
"""
KNOWN = ("bygd", "scenario", "place", "seed", "month", "page", "at", "language", "levers", "text")
OF_A_MOVE = ("month", "lever", "value")


def session_text(state: State, own: Scenario | None) -> str:
    """The file of ``state``; ``own``: the scenario itself, where it does not come with bygd."""
    data: dict[str, Any] = {"bygd": HERE}
    if own is not None and state.scenario in WITHOUT_FILES:
        data["text"] = own.to_yaml()
    elif state.place:
        data["place"] = state.place
    else:
        data["scenario"] = state.scenario
    data |= {"seed": state.seed, "month": state.month, "page": state.page}
    if state.at:
        data["at"] = state.at
    if state.language:
        data["language"] = state.language
    data["levers"] = [{"month": move.month, "lever": move.key, "value": move.value} for move in state.moves]
    return HEAD + yaml_text(data)


def session_in(name: str, text: object) -> tuple[State, str | None]:
    """The state in a file called ``name``, and the text of its own scenario, if it has one.

    Raises ``ScenarioError`` in words, with ``name`` as the file.
    """
    if not isinstance(text, str) or len(text.encode("utf-8", "surrogatepass")) > 2 * LARGEST:
        raise _refused(name, _("a saved session has at most {number} MB", number=f"{2 * LARGEST / 1e6:.0f}"))
    entry = parse(text, name)
    data = None if entry is None else entry.plain()
    if not isinstance(data, dict):
        raise _refused(name, _("this is no saved session of bygd"))
    for key in data:
        if key not in KNOWN:
            raise _refused(name, _("unknown field; there are {fields}", fields=", ".join(KNOWN)), str(key)[:80])
    own = data.get("text")
    if own is not None and not isinstance(own, str):
        raise _refused(name, _("the text of a scenario is wanted"), "text")
    if not (own or data.get("scenario") or data.get("place")):
        raise _refused(name, _("this is no saved session of bygd: it has no scenario, place or text"))
    try:
        state = checked(
            scenario="brought" if own else _word(data, "scenario"),
            place="" if own else _word(data, "place"),
            seed=_word(data, "seed"),
            month=_word(data, "month"),
            moves=tuple(_moves(data.get("levers") or [], name)),
            page=_word(data, "page") or "town",
            version=_word(data, "bygd") or "unknown",
            language=_word(data, "language"),
            at=_word(data, "at"),
        )
    except ScenarioError as error:
        raise ScenarioError(*(Problem(one.message, one.path, name) for one in error.problems if one.path)) from None
    return state, own


def _word(data: dict[str, Any], key: str) -> str:
    found = data.get(key)
    return "" if found is None else str(found)


def _moves(rows: object, name: str) -> list[Move]:
    if not isinstance(rows, list):
        raise _refused(name, _("a list of moves is wanted"), "levers")
    found = []
    for place, row in enumerate(rows):
        if not isinstance(row, dict) or set(row) != set(OF_A_MOVE):
            raise _refused(name, _("each move has {fields}", fields=", ".join(OF_A_MOVE)), f"levers.{place}")
        month, value = row["month"], row["value"]
        numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (month, value))
        if not numbers or month != int(month) or month < 0:
            words = _("found month {month!r} and value {value!r}; numbers are wanted", month=month, value=value)
            raise _refused(name, words, f"levers.{place}")
        found.append(Move(int(month), str(row["lever"])[:40], float(value)))
    return found


def _refused(name: str, words: str, path: str = "") -> ScenarioError:
    return ScenarioError(Problem(words, path, name))


__all__ = ["number", "session_in", "session_text"]
