"""The page of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.comparison.result import Comparison, Versus
from experiments.comparison.wording import (
    caution,
    cost_sentence,
    gain_words,
    in_unit,
    interval,
    lead,
    sentence,
    signed,
)
from experiments.figures.picture import Rendered
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, in_words
from experiments.report.tables import Table
from experiments.report.template import fill

UNITS = {"share": " (of 100)", "money": ""}


@dataclass(frozen=True)
class Section:
    """What the page says of one policy."""

    name: str
    title: str
    lead: list[str]
    caution: str
    sentences: list[str]
    costs: list[str]
    table: Table
    changes: list[tuple[str, str]]


def comparison_html(comparison: Comparison, figures: Sequence[Rendered], manifest: dict[str, Any],
                    command: str) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    return fill(
        "compare.html",
        figures,
        title=comparison.title,
        comparison=comparison,
        pairs_in_words=in_words(comparison.pairs),
        sections=[section_of(policy, comparison.base) for policy in comparison.policies],
        failures=[(arm["scenario"]["name"], failure) for arm in manifest["arms"]
                  for failure in arm["failures"]],
        manifest=manifest,
        command=command,
    )


def section_of(policy: Versus, base: str) -> Section:
    """A policy against the base named ``base``, in words and a table."""
    spent = policy.of("spent")
    if spent is not None and spent.same:
        costs = ["Both arms spend the same in every pair, so there is no cost to divide by what is gained."]
    else:
        costs = [cost_sentence(effect, ratio, policy) for effect, ratio in policy.costs.items()]
    return Section(
        policy.name, policy.title, lead(policy),
        caution(policy.draws, "draw") if policy.draws else caution(policy.pairs),
        [sentence(found) for found in policy.differences], costs, _table(policy, base),
        list(policy.changes),
    )


def _table(policy: Versus, base: str) -> Table:
    rows = []
    for found in policy.differences:
        headline = BY_KEY[found.outcome]
        span = interval(headline, found.low, found.high)
        rows.append([
            f"{headline.label}{UNITS.get(headline.form, '')}", in_unit(headline, found.base),
            in_unit(headline, found.policy), signed(headline, found.mean), span or "–",
            "the same" if found.same else "yes" if found.told else "no", gain_words(found) or "–",
            *([f"{100 * found.luck:.0f} %" if found.luck == found.luck else "–"] if policy.draws else []),
        ])
    if policy.draws:
        return Table(
            f"{policy.name} against {base}, {policy.draws} sets of parameters, {policy.pairs} pairs: means, "
            "the mean difference with what holds 95 % of the sets, how many times more runs would be needed "
            "without pairing, and how much of the interval is luck (the rest: not knowing the parameters).",
            ["", base, policy.name, "difference", "95 % of sets", "told apart?", "pairing bought ×",
             "of it luck"],
            [("", rows)],
        )
    return Table(
        f"{policy.name} against {base}, {counted(policy.pairs, 'pair', 'pairs')}: means, the "
        "mean of the paired differences with its 95 % interval, and how many times more runs would be needed "
        "without pairing.",
        ["", base, policy.name, "difference", "95 % interval", "told apart?", "pairing bought ×"],
        [("", rows)],
    )


__all__ = ["Section", "comparison_html", "section_of"]
