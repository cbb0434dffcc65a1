"""Tables of a sweep's report, and the same numbers as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from experiments.analysis.analysing import Analysis
from experiments.analysis.ranking import NAMES
from experiments.analysis.swept import Failure
from experiments.analysis.words import chance_note, decimals_of, of_hundred, standing_words, width_in_unit
from experiments.attempts import attempt
from experiments.comparison.wording import in_unit, interval, signed, standing
from experiments.designs.words import cells_of
from experiments.outcomes.intervals import Band
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import plain, ranged, span
from experiments.report.tables import Table
from sim.languages import N_, _, localised, pgettext
from sim.words import counted, figure

INTERVAL, DISTINCT = N_("95 % interval"), N_("distinguishable from zero?")
MOST_EFFECTS = 60
MOST_FAILURES = 50


def tables(found: Analysis) -> list[Table]:
    """Rankings with all indices, effects of levels, one-at-a-time, robustness, replicates needed.

    A table that cannot be made is named in ``found.failed``.
    """
    made: list[tuple[str, str, Callable[[], Table]]] = [
        (N_("The table of indices"), outcome, partial(_ranking, found, outcome))
        for outcome, ranking in found.rankings.items()
        if ranking.by not in ("effect", "step")
    ]
    made += [
        (N_("The table of single parameters"), outcome, partial(_steps, found, outcome)) for outcome in found.tornado
    ]
    if found.factorial is not None:
        made += [
            (N_("The table of effects"), outcome, partial(_effects, found, outcome, kind))
            for outcome in found.factorial.effects
            for kind in ("main", "interaction")
            if any(effect.kind == kind for effect in found.factorial.effects[outcome])
        ]
    made += [
        (N_("The table of robustness"), outcome, partial(_robustness, found, outcome)) for outcome in found.robustness
    ]
    if any(one.mean is not None for one in found.replicates.values()):
        made.append((N_("The table of replicates needed"), "", partial(_replicates, found)))
    shown = [
        attempt(found.failed, part, BY_KEY[outcome].label if outcome else "", work) for part, outcome, work in made
    ]
    return [table for table in shown if table is not None]


def _named(headline: Headline) -> str:
    """An outcome at the head of a table, with its unit."""
    if headline.form == "share":
        unit = _("of 100")
    else:
        unit = "SEK" if headline.form == "money" else pgettext("unit", headline.unit)
    return f"{_(headline.label)} [{unit}]"


def _ranking(found: Analysis, outcome: str) -> Table:
    headline, ranking, design = BY_KEY[outcome], found.rankings[outcome], found.swept.design
    head, columns = ["", ranking.by, _(INTERVAL)], []
    level, places = ranking.by == "μ*", decimals_of(ranking)
    if one := found.screening.get(outcome):
        head += ["μ", "σ"]
        columns.append(
            {each.factor: [in_unit(headline, each.mu), in_unit(headline, each.sigma)] for each in one.effects}
        )
    if two := found.variance.get(outcome):
        head += ["S1", _(INTERVAL)]
        columns.append(
            {each.factor: [plain(each.value, 2), span(plain(each.low, 2), plain(each.high, 2))] for each in two.first}
        )
    if (three := found.pawn.get(outcome)) and ranking.by != "PAWN":
        head += ["PAWN", _(INTERVAL)]
        columns.append(
            {
                each.factor: [plain(each.value, 2), span(plain(each.low, 2), plain(each.high, 2))]
                for each in three.indices
            }
        )
    if (four := found.correlations.get(outcome)) and ranking.by != "ρ":
        head.append("ρ")
        columns.append({each.factor: [plain(each.value, 2)] for each in four})
    rows = []
    for each in ranking.factors:
        if level:
            cells = [in_unit(headline, each.value), interval(headline, each.low, each.high)]
        else:
            cells = [plain(each.value, places), span(plain(each.low, places), plain(each.high, places))]
        for column in columns:
            cells += column.get(each.factor, ["–"] * len(next(iter(column.values()))))
        rows.append([design.label(each.factor), *cells, standing_words(each)])
    label = _named(headline) if level else _(headline.label)
    beneath = chance_note(ranking, in_unit(headline, ranking.floor) if level else plain(ranking.floor, places))
    return Table(f"{label}: {_(NAMES[ranking.by])}{beneath}.", [*head, _("standing")], [("", rows)])


def _steps(found: Analysis, outcome: str) -> Table:
    headline, design = BY_KEY[outcome], found.swept.design
    rows = [
        [
            _(
                "{parameter}: {value} instead of {reference}",
                parameter=design.label(bar.factor),
                value=_value(step.value),
                reference=_value(bar.reference),
            ),
            signed(headline, step.difference.mean),
            interval(headline, step.difference.low, step.difference.high) or "–",
            standing(step.difference),
        ]
        for bar in found.tornado[outcome]
        for step in bar.steps
    ]
    return Table(
        _("{outcome}, one parameter at a time: against the first point.", outcome=_named(headline)),
        ["", _("difference"), _(INTERVAL), _(DISTINCT)],
        [("", rows)],
    )


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else figure(value)


def _effects(found: Analysis, outcome: str, kind: str) -> Table:
    design, headline = found.swept.design, BY_KEY[outcome]
    effects = found.factorial.effects[outcome] if found.factorial is not None else []
    of_kind = [effect for effect in effects if effect.kind == kind]
    left = len(of_kind) - MOST_EFFECTS
    if left > 0:
        of_kind = sorted(of_kind, key=lambda effect: -abs(effect.difference.mean))[:MOST_EFFECTS]
    rows = [
        [" × ".join(f"{design.label(factor)} {level}" for factor, level in effect.levels), *cells_of(effect)]
        for effect in of_kind
    ]
    values = {"outcome": _named(headline), "shown": MOST_EFFECTS, "left": localised(f"{left:,}")}
    if kind == "main" and left > 0:
        caption = _(
            "{outcome}, main effects: against the first level, averaged over all else; the {shown} largest, {left} "
            "more are in effects.csv.",
            **values,
        )
    elif kind == "main":
        caption = _("{outcome}, main effects: against the first level, averaged over all else.", **values)
    elif left > 0:
        caption = _(
            "{outcome}, two-way interactions: what both together do beyond what each does alone; the {shown} largest, "
            "{left} more are in effects.csv.",
            **values,
        )
    else:
        caption = _("{outcome}, two-way interactions: what both together do beyond what each does alone.", **values)
    return Table(caption, ["", _("effect"), _(INTERVAL), _(DISTINCT)], [("", rows)])


def _robustness(found: Analysis, outcome: str) -> Table:
    headline, one = BY_KEY[outcome], found.robustness[outcome]
    rows = []
    for index, policy in enumerate(one.policies):
        share = ranged(Band(policy.helped, policy.helped_low, policy.helped_high, 0, 0, 2), 100)
        helped = (
            [share, signed(headline, policy.gain), interval(headline, policy.gain_low, policy.gain_high) or "–"]
            if index
            else ["–"] * 3
        )
        rows.append(
            [
                policy.level,
                *helped,
                in_unit(headline, policy.regret),
                in_unit(headline, policy.regret_90),
                in_unit(headline, policy.regret_worst),
            ]
        )
    values = {
        "outcome": _named(headline),
        "factor": found.swept.design.label(one.factor),
        "futures": counted(one.futures, "future", "futures"),
        "reference": one.policies[0].level,
    }
    caption = (
        _("{outcome}, {factor} in {futures} against “{reference}”; less is better, so a gain is a decrease.", **values)
        if one.less_is_better
        else _("{outcome}, {factor} in {futures} against “{reference}”.", **values)
    )
    return Table(
        caption,
        [
            "",
            _("helps in … of 100"),
            _("mean gain"),
            _(INTERVAL),
            _("mean regret"),
            _("90th percentile"),
            pgettext("regret", "worst"),
        ],
        [("", rows)],
    )


def _replicates(found: Analysis) -> Table:
    rows = []
    for outcome, one in found.replicates.items():
        headline = BY_KEY[outcome]
        needed = [
            f"{localised(f'{part.number:,}')} ({span(localised(f'{part.low:,}'), localised(f'{part.high:,}'))})"
            if part is not None
            else "–"
            for part in (one.mean, one.paired)
        ]
        rows.append(
            [
                _(headline.label),
                of_hundred(headline, width_in_unit(one)),
                in_unit(headline, one.spread),
                in_unit(headline, one.paired_spread),
                *needed,
            ]
        )
    return Table(
        _(
            "Replicates that would show the typical difference between two points, and for a 95 % interval of the mean "
            "of that half-width, judged by those there are; in brackets what the pilot itself leaves open."
        ),
        [
            "",
            _("difference found"),
            _("spread of runs"),
            _("spread of paired differences"),
            _("for a mean"),
            _("to show the difference"),
        ],
        [("", rows)],
    )


def failures_table(failures: Sequence[Failure]) -> Table:
    """The first runs that failed, and why."""
    return Table(
        _(
            "The first {shown} of {number} runs that failed, and why.",
            shown=MOST_FAILURES,
            number=localised(f"{len(failures):,}"),
        )
        if len(failures) > MOST_FAILURES
        else _("Runs that failed, and why."),
        [_("point"), _("replicate"), _("stage"), _("reason")],
        [("", [[str(one.point), str(one.replicate + 1), one.stage, one.error] for one in failures[:MOST_FAILURES]])],
    )


__all__ = ["MOST_FAILURES", "failures_table", "tables"]
