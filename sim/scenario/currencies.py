"""Amounts written as "2640 DKK 2015" wherever kronor are meant: brought to kronor, and told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import Path, lookup, near, split
from sim.scenario.schema.currency import CurrencySettings
from sim.scenario.schema.root import Scenario
from sim.scenario.source import Entry
from sim.words import figure

WRITTEN = re.compile(r"\s*(-?[0-9][0-9_,]*(?:\.[0-9]+)?)\s*([A-Z]{3})(?:\s+([0-9]{4}))?\s*")
KRONOR = "SEK"


class Amount(NamedTuple):
    """What an amount comes to."""

    sek: float
    how: str
    """At which rate, and how much prices rose, in words."""


def amount_of(text: str, settings: CurrencySettings) -> Amount | None:
    """An amount as it is written; None for any other text. Raises ``ValueError`` for a currency or a year without a
    rate or price level, in words."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    number, currency, year = found[1].replace(",", "").replace("_", ""), found[2], found[3] or str(settings.price_year)
    rate, how = 1.0, []
    if currency != KRONOR:
        if currency not in settings.rates:
            raise ValueError(f"there is no rate of {currency}; {near(currency, [KRONOR, *settings.rates])}")
        rates = settings.rates[currency]
        of_year = min(rates, key=lambda one: (abs(int(one) - int(year)), one))
        rate = rates[of_year]
        how.append(f"{figure(rate)} SEK for 1 {currency} in {of_year}")
    levels = settings.index
    for one in (year, str(settings.price_year)):
        if one not in levels:
            raise ValueError(f"there is no level of prices of {one}; give it in currency.index; {near(one, levels)}")
    rise = levels[str(settings.price_year)] / levels[year]
    if rise != 1.0:
        how.append(f"prices of {settings.price_year} are {figure(round(rise, 3))} times those of {year}")
    return Amount(round(float(number) * rate * rise, 2), ", ".join(how))


def in_kronor(whole: Entry) -> Entry:
    """A scenario's entries with every amount of money as a number of kronor; what they were written as is noted in
    ``currency.written``. Raises :class:`ScenarioError`."""
    if not _has_amounts(whole):
        return whole
    held: Any = whole.value
    given = held.get("currency") if isinstance(held, Mapping) else None
    try:
        settings = CurrencySettings.model_validate(given.plain() if given is not None else {})
    except ValidationError:
        return whole  # reported when the whole is validated
    problems: list[Problem] = []
    noted: dict[str, str] = {}
    data = whole.plain()

    def walk(entry: Entry, path: Path) -> Entry:
        value: Any = entry.value
        if isinstance(value, dict):
            value = {key: walk(item, (*path, key)) for key, item in value.items()}
        elif isinstance(value, list):
            value = [walk(item, (*path, str(number))) for number, item in enumerate(value)]
        elif isinstance(value, str) and WRITTEN.fullmatch(value) and is_money(data, path):
            try:
                amount = amount_of(value, settings)
                assert amount is not None
                noted[".".join(path)], value = value, amount.sek
            except ValueError as error:
                problems.append(Problem(str(error), ".".join(path), entry.file, entry.line))
        return Entry(value, entry.file, entry.line)

    found = walk(whole, ())
    if problems:
        raise ScenarioError(*problems)
    if not noted:
        return found
    section = found.value.get("currency") or Entry({})
    before = section.value.get("written") or Entry({})
    written = Entry({**before.value, **{path: Entry(text) for path, text in noted.items()}})
    return Entry({**found.value, "currency": Entry({**section.value, "written": written})}, found.file, found.line)


def _has_amounts(entry: Entry) -> bool:
    """Whether any text looks like an amount: in most scenarios none does, and all else is spared."""
    value = entry.value
    if isinstance(value, dict):
        return any(map(_has_amounts, value.values()))
    if isinstance(value, list):
        return any(map(_has_amounts, value))
    return isinstance(value, str) and WRITTEN.fullmatch(value) is not None


def is_money(data: Any, path: Path) -> bool:
    """Whether a path, or the field that a lever at it moves, is an amount of kronor."""
    steps = split(path[1]) + path[3:] if path[:1] == ("levers",) and len(path) > 2 else path
    target = lookup(Scenario, data, steps)
    return not isinstance(target, str) and KRONOR in target.unit
