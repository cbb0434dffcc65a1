"""What a design found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.comparison.effects import Effect
from experiments.comparison.wording import NO_DIFFERENCE, interval, sentence, signed, standing
from experiments.outcomes.outcome import BY_KEY

if TYPE_CHECKING:
    from experiments.analysis.factorial import DesignFindings
    from experiments.designs import Design


def effect_sentence(design: Design, effect: Effect) -> str:
    """One effect: "Mentors, 8 h instead of none: 0.3 (0.2 to 0.4) more local friends per newcomer."."""
    if effect.kind == "main":
        ((factor, level),) = effect.levels
        return f"{design.label(factor)}, {level} instead of {effect.reference[0]}: {_small(effect)}"
    words = " with ".join(f"{design.label(factor)} {level}" for factor, level in effect.levels)
    one, headline = effect.difference, BY_KEY[effect.difference.outcome]
    span = f" ({interval(headline, one.low, one.high)})" if interval(headline, one.low, one.high) else ""
    unit = f" {_unit(effect)}" if _unit(effect) else ""
    return (
        f"{words}: {signed(headline, one.mean)}{span}{unit} compared with the sum of the two alone "
        f"({headline.label.lower()})."
    )


def _small(effect: Effect) -> str:
    text = sentence(effect.difference)
    return f"{text[0].lower()}{text[1:]}" if not text.startswith(BY_KEY[effect.difference.outcome].label) else text


def _unit(effect: Effect) -> str:
    headline = BY_KEY[effect.difference.outcome]
    return "of 100" if headline.form == "share" else "" if headline.form == "money" else headline.unit


def strongest(found: DesignFindings, outcome: str, kind: str = "main") -> Effect | None:
    """The largest effect of a kind that is distinguishable from zero."""
    clear = [effect for effect in found.effects[outcome] if effect.kind == kind and effect.difference.distinguishable]
    return max(clear, key=lambda effect: abs(effect.difference.mean), default=None)


def reading(found: DesignFindings) -> str:
    """The strongest main effect of every outcome."""
    words = []
    for outcome in found.values:
        effect = strongest(found, outcome)
        label = BY_KEY[outcome].label
        words.append(effect_sentence(found.design, effect) if effect is not None else f"{label}: {NO_DIFFERENCE}.")
    return " ".join(words)


def cells_of(effect: Effect) -> list[str]:
    """An effect as it stands in a table: estimate, interval, distinguishable from zero or not."""
    one, headline = effect.difference, BY_KEY[effect.difference.outcome]
    return [signed(headline, one.mean), interval(headline, one.low, one.high) or "–", standing(one)]


__all__ = ["cells_of", "effect_sentence", "reading", "strongest"]
