"""Benefits of those without work, and the duty to take part: what differs from country to country."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class BenefitSettings(Section):
    """What newcomers without work live on, and what is asked of them for it. Each country's file sets its own."""

    level: float = parameter(
        1.0,
        unit="1",
        ge=0.1,
        le=3,
        source="scenario",
        paid="nothing: what those without work cost stands in the measure support (money.support_without_work)",
    )
    """Benefits of newcomers without work against those at which the search for work was measured."""
    effect_men: float = parameter(
        0.3,
        unit="log search per log benefit",
        ge=-2,
        le=2,
        source="evidence: lower benefits, Denmark (men find work sooner; size assumed)",
    )
    """How much more newcomer men look for work where benefits are lower."""
    effect_women: float = parameter(
        -0.1,
        unit="log search per log benefit",
        ge=-2,
        le=2,
        source="evidence: lower benefits, Denmark (women leave the labour force; size assumed)",
    )
    """The same of newcomer women; below 0 they look for work less."""
    effect_half: float = parameter(
        24.0,
        unit="month",
        ge=1,
        le=480,
        source="evidence: lower benefits, Denmark (more work at first, soon gone; size assumed)",
    )
    """Months since arrival after which half of men's effect is gone; women's stays."""
    duty_women: float = parameter(
        0.0, unit="share", ge=0, le=1, source="assumed", paid="nothing: a rule, which costs nothing by itself"
    )
    """Share of newcomer women's gap in looking for work (`work.search_newcomer_women`) that goes where each of a couple
    must look for work to be paid for, not the household."""
    duty_courses: float = parameter(
        0.0,
        unit="share",
        ge=0,
        le=1,
        source="assumed",
        paid="nothing: a rule; the hours are offered whether taken or not",
    )
    """Share of the hours missed in language courses that are taken where the benefit hangs on them, during the
    introduction programme."""
