"""Up to which month a page reports: the months simulated when it was opened, the whole scenario, or up to now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import solara

from bygd.web.speaking import component
from bygd.web.tagged import tagged
from sim.languages import N_, _
from sim.words import counted, month_and_year

if TYPE_CHECKING:
    from sim.scenario import Scenario

NOT_BEGUN = N_("The town has not lived a month yet. Play or step on the Town page, or look at it all here:")
GOES_ON = N_("The town goes on. Up to which month shall this page report?")


def use_shown_months(scenario: Scenario, seed: int, months: int) -> tuple[int, Callable[[int], None]]:
    """(months shown, a function that changes it). Stays as it was when the page was opened while the town
    lives on, and begins anew with another scenario or seed."""
    asked, set_asked = solara.use_state(months)
    opened = solara.use_memo(lambda: months, [scenario.digest(), seed])
    solara.use_effect(lambda: set_asked(opened), [scenario.digest(), seed])
    return asked, set_asked


@component
def AskMonths(scenario: Scenario, lived: int, shown: int, show: Callable[[int], None]) -> None:
    """How many months are shown, and buttons for more."""
    whole = scenario.months
    with solara.Div(classes=["row"]):
        if shown:
            last = month_and_year(scenario.date_of(shown - 1))
            tagged(
                "p",
                class_="note",
                children=[
                    _(
                        "Up to the end of {last}: {shown} of {months}, with the random draws of this seed.",
                        last=last,
                        shown=shown,
                        months=counted(whole, "month", "months"),
                    )
                ],
            )
        else:
            tagged("p", children=[_(GOES_ON if lived else NOT_BEGUN)])
        if lived not in (0, shown):
            solara.Button(
                _("Show up to {month}, as on the Town page", month=month_and_year(scenario.date_of(lived - 1))),
                on_click=lambda: show(lived),
                outlined=True,
            )
        if shown != whole:
            solara.Button(
                _("Simulate all {months}", months=counted(whole, "month", "months")),
                on_click=lambda: show(whole),
                outlined=True,
                color=None if shown else "primary",
            )


__all__ = ["AskMonths", "use_shown_months"]
