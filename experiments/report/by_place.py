"""Tables of a comparison by place and by group."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.comparison.paired import Difference
from experiments.comparison.result import Comparison, Place, Versus
from experiments.comparison.wording import STAYING, in_unit, interval, signed, standing
from experiments.outcomes.breakdown import in_places, source_in
from experiments.outcomes.catalogue import Measure, group_label, outcomes
from experiments.outcomes.panel import EVERYWHERE
from experiments.outcomes.wording import count, counted
from experiments.report.tables import Table
from sim.languages import _, localised, ngettext
from sim.measures.groups import FAMILIES

MOST_PLACES = 20
"""Rows of the table by place; the rest stands in the file."""
MOST_OUTCOMES = 5
ALWAYS = ("women", "men", "children", "newcomer_women", "newcomer_men")
"""Groups that are always listed, whatever was found."""
OF_PEOPLE = ("sex", "children", "population", "sex of newcomers", "schooling of newcomers", "age")
"""Families of groups that are people; kinds of club, programmes and payers are none."""
MARK = " *"


def place_table(policy: Versus, comparison: Comparison) -> Table | None:
    """A row a place, the largest first, for the outcomes that matter most; None for a single place."""
    places = comparison.places
    rows = _main(policy, places)
    if len(places) < 2 or not rows:
        return None
    shown = places[:MOST_PLACES]
    left = len(places) - len(shown)
    caption = _(
        "{policy} against {base} by place, inhabitants at the start in brackets after the name: {what}. Those "
        "marked{mark} are distinguishable from zero; a dash stands where too few newcomers live to tell.",
        policy=policy.name,
        base=comparison.base,
        what=_what(policy),
        mark=MARK,
    )
    if left:
        caption += " " + ngettext(
            "The {shown} largest of {places} places; the other {left} is in breakdown.csv.",
            "The {shown} largest of {places} places; the other {left} are in breakdown.csv.",
            left,
            shown=len(shown),
            places=len(places),
            left=left,
        )
    return Table(
        caption,
        ["", *map(_headed, rows)],
        [
            (
                "",
                [
                    [
                        f"{place.name} ({count(place.people)})",
                        *(_cell(row, policy.breakdown.get(source_in(row, place.key))) for row in rows),
                    ]
                    for place in shown
                ],
            )
        ],
    )


def _main(policy: Versus, places: Sequence[Place]) -> list[Measure]:
    """The outcomes by importance, of the shares still there the one after the longest time that half of
    the places can tell."""

    def known(row: Measure) -> int:
        return sum(source_in(row, place.key) in policy.breakdown for place in places)

    ranked = sorted((row for row in outcomes() if row.better and in_places(row)), key=lambda row: row.rank)
    staying = next(
        (row.key for key in STAYING for row in ranked if row.key == key and row.year and 2 * known(row) >= len(places)),
        "",
    )
    found = [
        row
        for row in ranked
        if (row.key == staying if row.year else known(row))
        and not all(
            one.same and not one.base
            for place in places
            if (one := policy.breakdown.get(source_in(row, place.key))) is not None
        )
    ]
    return found[:MOST_OUTCOMES]


def _what(policy: Versus) -> str:
    if policy.draws:
        return ngettext(
            "mean differences with the 95 % interval of the effect under one more set of parameters, {number} set",
            "mean differences with the 95 % interval of the effect under one more set of parameters, {number} sets",
            policy.draws,
            number=localised(f"{policy.draws:,}"),
        )
    pairs = counted(policy.pairs, "pair", "pairs")
    return _("means of the paired differences with their 95 % intervals, {pairs}", pairs=pairs)


def _headed(row: Measure) -> str:
    label = _(row.label)
    return _("{label} (of 100)", label=label) if row.form == "share" else label


def _cell(row: Measure, found: Difference | None) -> str:
    if found is None:
        return "–"
    if found.same:
        return _("the same")
    span = interval(row, found.low, found.high)
    return f"{signed(row, found.mean)}{f' ({span})' if span else ''}{MARK if found.distinguishable else ''}"


def group_table(policy: Versus, comparison: Comparison) -> Table | None:
    """Outcomes of women, men and children, and of other groups where the difference is distinguishable from
    zero; of the whole region, or of the place that is reported on. None without any."""
    place = EVERYWHERE if comparison.place is None else comparison.place.key
    sections, left = [], 0
    for row in sorted(_grouped(), key=lambda row: row.rank):
        found = [
            (group, one)
            for (measure, where, group), one in policy.breakdown.items()
            if measure == source_in(row, place)[0] and where == place and _people(row, group)
        ]
        listed = [(group, one) for group, one in found if group in ALWAYS or (one.distinguishable and not one.same)]
        left += len(found) - len(listed)
        if listed:
            sections.append(
                (
                    _headed(row),
                    [
                        [
                            _named(group),
                            in_unit(row, one.base),
                            in_unit(row, one.policy),
                            signed(row, one.mean),
                            interval(row, one.low, one.high) or "–",
                            standing(one),
                        ]
                        for group, one in listed
                    ],
                )
            )
    if not sections:
        return None
    values = {"policy": policy.name, "base": comparison.base, "what": _what(policy)}
    caption = (
        _("{policy} against {base} by group: {what}.", **values)
        if comparison.place is None
        else _("{policy} against {base} by group in {place}: {what}.", **values, place=comparison.place.name)
    )
    if left:
        caption += " " + ngettext(
            "Of {number} other group the difference cannot be distinguished from zero; they are in breakdown.csv.",
            "Of {number} other groups the difference cannot be distinguished from zero; they are in breakdown.csv.",
            left,
            number=localised(f"{left:,}"),
        )
    head = ["", comparison.base, policy.name, _("difference"), _("95 % interval"), _("distinguishable from zero?")]
    return Table(caption, head, sections)


def _grouped() -> list[Measure]:
    """One row of the catalogue for each measure that is taken down by groups of people."""
    found: dict[str, Measure] = {}
    for row in outcomes():
        if row.year or (not row.of and set(row.groups) & set(OF_PEOPLE)):
            found.setdefault(row.source[0], row)
    return list(found.values())


def _people(row: Measure, group: str) -> bool:
    """Whether a group is one of people, and not the one that the outcome itself is of."""
    if row.year:
        return group != "all"
    return group != row.source[1] and any(group in FAMILIES[name] for name in row.groups if name in OF_PEOPLE)


def _named(group: str) -> str:
    text = group_label(group)
    return text[:1].upper() + text[1:]


__all__ = ["group_table", "place_table"]
