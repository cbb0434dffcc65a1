"""What the pages beside the town have in common: their frame, work under way, and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import solara

from bygd.web import markup
from bygd.web.background import IDLE, Background, Standing, Teller
from bygd.web.speaking import component
from bygd.web.tagged import tagged
from sim.languages import _, in_language, language, percent_sign

T = TypeVar("T")


class Work(NamedTuple, Generic[T]):
    """Work of a page, and what can be done about it."""

    standing: Standing[T]
    cancel: Callable[[], None]
    again: Callable[[], None]
    """Begin it once more."""


def use_background(work: Callable[[Teller], T] | None, dependencies: Sequence[Any]) -> Work[T]:
    """``work``, which begins when ``dependencies`` change.

    None: there is nothing to do. What is under way is cancelled when the dependencies or the language change and when
    the component goes: whoever leaves the page, or closes it, stops what it was doing.
    """
    speaks = language()
    standing, set_standing = solara.use_state(IDLE)
    turn, set_turn = solara.use_state(0)
    under_way = solara.use_ref(None)

    def begin() -> Callable[[], None] | None:
        if work is None:
            set_standing(IDLE)
            return None
        with in_language(speaks):
            job = Background(work, set_standing)
        under_way.current = job
        job.start()
        return lambda: job.cancel(quietly=True)

    solara.use_effect(begin, [*dependencies, speaks, turn])

    def cancel() -> None:
        if under_way.current is not None:
            under_way.current.cancel()

    return Work(standing, cancel, lambda: set_turn(turn + 1))


@component
def Frame(title: str, sentence: str, children: Sequence[Any] = ()) -> None:
    """A page: its style, its name and, in one sentence, what one sees."""
    solara.Style(markup.style())
    tagged(
        "section",
        class_="bygd-page",
        attributes={"aria-label": title},
        children=[tagged("h2", children=[title]), tagged("p", class_="lead", children=[sentence]), *children],
    )


@component
def Folded(summary: str, children: Sequence[Any] = ()) -> None:
    """What most do not need, behind a line that opens it."""
    tagged("details", children=[tagged("summary", children=[summary]), *children])


@component
def Words(html: str, kind: str = "") -> None:
    """Markup of our own making (see :mod:`bygd.web.markup`)."""
    solara.HTML(tag="div", unsafe_innerHTML=html, classes=[kind] if kind else [])


@component
def Caveat(text: str, *, error: bool = False) -> None:
    """Something to be read first; ``error``: something that went wrong, said at once by screen readers."""
    tagged(
        "div",
        class_="caveat fault" if error else "caveat",
        children=[text],
        attributes={"role": "alert" if error else "note"},
    )


@component
def UnderWay(work: Work[Any], what: str, *, again: bool = True) -> None:
    """How far work is, with a button that stops it; nothing while there is none.

    ``again``: where nothing came of it, with a button that begins it once more.
    """
    standing = work.standing
    if standing.state == "failed":
        Caveat(standing.error, error=True)
    if standing.state == "cancelled":
        Caveat(_("Cancelled: nothing was kept."))
    if again and standing.state in ("failed", "cancelled"):
        solara.Button(_("Try again"), on_click=work.again, outlined=True)
    if not standing.running:
        return
    with solara.Div(classes=["under-way"]):
        solara.v.ProgressLinear(
            value=100 * standing.share,
            height=10,
            rounded=True,
            color="primary",
            indeterminate=standing.share <= 0.0,
            attributes={"aria-label": what, "aria-valuenow": round(100 * standing.share)},
        )
        tagged(
            "p",
            class_="note",
            attributes={"role": "status"},
            children=[
                _(
                    "{what}: {doing} ({share})",
                    what=what,
                    doing=standing.words or _("beginning"),
                    share=percent_sign(f"{100 * standing.share:.0f}"),
                )
            ],
        )
        solara.Button(_("Cancel"), on_click=work.cancel, outlined=True)


__all__ = ["Caveat", "Folded", "Frame", "UnderWay", "Words", "Work", "use_background"]
