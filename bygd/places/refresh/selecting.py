"""From a table's own description to a query: codes are looked up, never trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bygd.places.refresh.cubes import Query, TableInfo, Variable
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.sources import Choice, Table
from sim.words import listed

MOST_NAMED = 8
"""How many of an office's codes a message repeats."""


@dataclass(frozen=True)
class Plan:
    """What is asked of a table, but for the period."""

    region: str
    period: str
    ages: str
    """Codes of these variables; ``ages`` is empty for a table without them."""
    municipalities: dict[str, str]
    """Our code by the office's."""
    names: dict[str, str]
    """The office's name by our code."""
    national: str
    outside: tuple[str, ...]
    age_of: dict[str, int]
    """Age by the office's code [years]."""
    age_total: str
    fixed: Query
    """All other variables."""
    periods: tuple[tuple[str, int], ...]
    """Code and year of each period to choose from, the newest first."""

    def query(self, period: str) -> Query:
        asked = {
            self.region: (*self.municipalities, self.national, *self.outside),
            self.period: (period,),
            **self.fixed,
        }
        if self.ages:
            asked[self.ages] = (*self.age_of, *([self.age_total] if self.age_total else []))
        return asked


def plan(info: TableInfo, table: Table) -> Plan:
    """The codes of ``table`` as the office has them now. Raises :class:`OfficeFailed` for each that it has not."""
    if table.says and not _holds(info.title, table.says):
        raise OfficeFailed(f"is called {info.title!r}; a title with {listed(table.says)} was expected")
    region = _variable(info, table.region.variable)
    period = _variable(info, table.period.variable)
    fixed: Query = {}
    for name, choice in table.values.items():
        fixed[name] = chosen(_variable(info, (name,)), choice)
    for name in {**table.part, **table.whole}:
        both = tuple(dict.fromkeys((*table.part.get(name, ()), *table.whole.get(name, ()))))
        fixed[name] = chosen(_variable(info, (name,)), Choice(codes=both))
    municipalities = _matching(region, table.region.pattern, table.region.outside)
    age_of, age_total, ages = {}, "", ""
    if table.ages is not None:
        variable = _variable(info, table.ages.variable)
        age_of = {code: int(age) for code, age in _matching(variable, table.ages.pattern).items()}
        ages, age_total = variable.code, chosen(variable, table.ages.total)[0] if table.ages.total else ""
    named = {region.code, period.code, ages, *fixed}
    for code, variable in info.variables.items():
        if code not in named and not variable.may_be_left_out:
            raise OfficeFailed(f"wants a value of {code} ({variable.text}), of which tables.yaml says nothing")
    years = [(code, int(year)) for code, year in _matching(period, table.period.pattern).items()]
    return Plan(
        region.code,
        period.code,
        ages,
        municipalities,
        {own: region.values[code] for code, own in municipalities.items()},
        chosen(region, table.region.national)[0],
        tuple(code for code in table.region.outside if code in region.values),
        age_of,
        age_total,
        fixed,
        tuple(sorted(years, key=lambda one: (one[1], one[0]), reverse=True)),
    )


def chosen(variable: Variable, choice: Choice) -> tuple[str, ...]:
    """The values of ``variable`` that ``choice`` means. Raises :class:`OfficeFailed` where it has none such."""
    if choice.codes:
        if missing := [code for code in choice.codes if code not in variable.values]:
            raise OfficeFailed(_lacks(variable, missing[0]))
        found = choice.codes
    elif choice.one_of:
        found = tuple(code for code in choice.one_of if code in variable.values)[:1]
        if not found:
            raise OfficeFailed(_lacks(variable, " or ".join(choice.one_of)))
    else:
        wanted = [text.casefold() for text in choice.labelled]
        texts = {code: text.strip().casefold() for code, text in variable.values.items()}
        found = tuple(code for text in wanted for code, own in texts.items() if own == text)[:1]
        if not found:
            raise OfficeFailed(
                f"has no value of {variable.code} called {choice.labelled[0]!r}, nor in another language; "
                f"there are {_some(tuple(variable.values.values()))}"
            )
    for code in found:
        if choice.says and not _holds(variable.values[code], choice.says):
            raise OfficeFailed(
                f"calls {code} of {variable.code} {variable.values[code]!r}; "
                f"a text with {listed(choice.says)} was expected"
            )
    return found


def _variable(info: TableInfo, names: tuple[str, ...]) -> Variable:
    for name in names:
        if name in info.variables:
            return info.variables[name]
    raise OfficeFailed(f"has no variable {' or '.join(names)}; there are {_some(tuple(info.variables))}")


def _matching(variable: Variable, pattern: str, without: tuple[str, ...] = ()) -> dict[str, str]:
    """By the office's code the part of it that the pattern takes. Raises where none or two are the same."""
    codes = [code for code in variable.values if code not in without]
    found = {code: match[1] for code in codes if (match := re.fullmatch(pattern, code))}
    if not found:
        raise OfficeFailed(f"has no value of {variable.code} like {pattern}; there are {_some(tuple(variable.values))}")
    if len(set(found.values())) != len(found):
        raise OfficeFailed(f"has two values of {variable.code} that both mean one by {pattern}")
    return found


def _lacks(variable: Variable, code: str) -> str:
    return f"has no value {code} of {variable.code}; there are {_some(tuple(variable.values))}"


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:MOST_NAMED]) + (f" and {len(codes) - MOST_NAMED:,} more" if len(codes) > MOST_NAMED else "")


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word.casefold() in text.casefold() for word in words)


__all__ = ["Plan", "chosen", "plan"]
