"""The page of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.comparison.ranking import rankings
from experiments.comparison.result import Comparison, Versus
from experiments.comparison.wording import (
    caution,
    cost_sentence,
    in_unit,
    interval,
    interval_note,
    lead,
    sentence,
    signed,
    standing,
    variance_words,
)
from experiments.figures.picture import Rendered
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import counted, share_of_total, times
from experiments.report.by_place import group_table, place_table
from experiments.report.card import Card
from experiments.report.tables import Table
from experiments.report.template import fill, inlined
from sim.languages import _, localised, ngettext


@dataclass(frozen=True)
class Section:
    """What the page says of one policy."""

    name: str
    title: str
    lead: list[str]
    note: str
    """What the ranges in brackets are."""
    caution: str
    sentences: list[str]
    costs: list[str]
    table: Table
    by_place: Table | None
    by_group: Table | None
    changes: list[tuple[str, str]]
    map: list[tuple[Rendered, Any]] = field(default_factory=list)
    """What it changes, on a map of real places."""


def comparison_html(
    comparison: Comparison,
    figures: Sequence[Rendered],
    manifest: dict[str, Any],
    command: str,
    card: Card,
    maps: Mapping[str, Rendered] | None = None,
) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    return fill(
        "compare.html",
        figures,
        title=_(comparison.title),
        comparison=comparison,
        times=times(comparison.pairs),
        ranking=ranking_table(comparison),
        sections=[section_of(policy, comparison, (maps or {}).get(policy.name)) for policy in comparison.policies],
        failures=[(arm["scenario"]["name"], failure) for arm in manifest["arms"] for failure in arm["failures"]],
        manifest=manifest,
        command=command,
        card=card,
    )


def ranking_table(comparison: Comparison) -> Table | None:
    """The policies ranked by each question; None where there is one only."""
    found = rankings(comparison)
    if not found:
        return None
    return Table(
        _(
            "Policies and the base by rank: a range such as 1–2 where policies cannot be distinguished from each other "
            "(95 % intervals of their paired differences; for costs, intervals that overlap)."
        ),
        ["", _("difference to the base, or cost"), _("rank")],
        [(ranking.label, [[place.policy, place.words, place.rank] for place in ranking.places]) for ranking in found],
    )


def section_of(policy: Versus, comparison: Comparison, drawn: Rendered | None = None) -> Section:
    """A policy against the base, in words and tables; ``drawn``: its map."""
    spent = policy.of("spent")
    if spent is not None and spent.same:
        costs = [_("Both arms spend the same in every pair, so there is no cost to divide by what is gained.")]
    else:
        costs = [cost_sentence(effect, ratio, policy) for effect, ratio in policy.costs.items()]
    return Section(
        policy.name,
        _(policy.title),
        lead(policy),
        interval_note(policy),
        caution(policy.draws, "set of parameters") if policy.draws else caution(policy.pairs),
        [sentence(found) for found in policy.differences],
        [*policy.grants, *costs],
        _table(policy, comparison.base),
        place_table(policy, comparison),
        group_table(policy, comparison),
        list(policy.changes),
        inlined(drawn),
    )


def _table(policy: Versus, base: str) -> Table:
    rows = []
    for found in policy.differences:
        headline = BY_KEY[found.outcome]
        span = interval(headline, found.low, found.high)
        rows.append(
            [
                labelled(headline),
                in_unit(headline, found.base),
                in_unit(headline, found.policy),
                signed(headline, found.mean),
                span or "–",
                standing(found),
                variance_words(found) or "–",
                *([share_of_total(found.chance_share)] if policy.draws else []),
            ]
        )
    head = ["", base, policy.name, _("difference")]
    values = {"policy": policy.name, "base": base, "pairs": counted(policy.pairs, "pair", "pairs")}
    reduced, distinct = _("variance reduction ×"), _("distinguishable from zero?")
    if policy.draws:
        caption = ngettext(
            "{policy} against {base}, {sets} set of parameters, {pairs}: means, the mean difference with the 95 % "
            "interval of the effect under one more set, how many times more runs independent arms would need, and how "
            "much of the variance is chance (the rest is parameter uncertainty).",
            "{policy} against {base}, {sets} sets of parameters, {pairs}: means, the mean difference with the 95 % "
            "interval of the effect under one more set, how many times more runs independent arms would need, and how "
            "much of the variance is chance (the rest is parameter uncertainty).",
            policy.draws,
            **values,
            sets=localised(f"{policy.draws:,}"),
        )
        head += [_("95 % interval of the effect"), distinct, reduced, _("of it chance")]
        return Table(caption, head, [("", rows)])
    caption = _(
        "{policy} against {base}, {pairs}: means, the mean of the paired differences with its 95 % interval, and how "
        "many times more runs independent arms would need.",
        **values,
    )
    return Table(caption, [*head, _("95 % interval of the mean"), distinct, reduced], [("", rows)])


def labelled(headline: Headline) -> str:
    """An outcome as it heads a row."""
    label = _(headline.label)
    return _("{label} (of 100)", label=label) if headline.form == "share" else label


__all__ = ["Section", "comparison_html", "ranking_table", "section_of"]
