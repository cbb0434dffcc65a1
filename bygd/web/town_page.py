"""The Town page: the network, the region, the live series, and the levers beside them.

Mesa's ``SolaraViz`` draws the same pictures in a notebook (:mod:`bygd.web.mesa_views`). This page has its own
player in its place because that of Mesa 3.3 acts on a moved parameter only by making a new model at the next
reset, draws every step whether or not the browser has shown the last, lays components out in a grid that does
not fold on a phone, and names its buttons by signs that a screen reader cannot say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from bygd.web.desk import Desk
from bygd.web.frame import Frame, LeverShown
from bygd.web.lever_effects import where_found
from bygd.web.levers import FUNDING, LASTING
from bygd.web.moves import Move
from bygd.web.parts.vue import Choose, LeverInput, NetworkPicture, RegionPicture
from bygd.web.series import measures
from bygd.web.speaking import component
from bygd.web.tagged import tagged
from bygd.web.worked_part import DidItWork
from bygd.web.worker import SPEEDS, Worker
from sim.languages import N_, _, ngettext, pgettext
from sim.words import counted, listed

NEVER = 1e9
ASSUMPTIONS = N_(
    "Nobody can decide on these or buy them: they are numbers of the model that moved friends, staying and work most. "
    "Move them to see what hangs on them."
)


@component
def TownPage(frame: Frame, desk: Desk) -> None:
    """A session's last frame and what one can do about it."""
    with solara.Div(classes=["watch"]):
        Levers(frame.levers, frame.hint, frame.moves, frame.running, frame.until, desk.worker)
        with solara.Div(classes=["pictures"]):
            DidItWork(frame, desk)
            with solara.Div(classes=["friends"]):
                solara.HTML("h2", _("Who is friends with whom"))
                NetworkPicture(
                    picture=frame.network,
                    legend=frame.legend,
                    groups=[(heading, list(each)) for heading, each in frame.filters],
                    names=list(frame.groups),
                    words=network_words(),
                    event_followed=lambda number: follow(desk, int(number)),
                ).key("network")
            with solara.Div(classes=["months"]):
                solara.HTML("h2", _("Month by month"))
                solara.HTML("div", frame.series)
            with solara.Div():
                solara.HTML("h2", _("The region") if len(frame.scenario.places) > 1 else _("The town"))
                RegionPicture(
                    picture=frame.region,
                    places=list(frame.places),
                    place=frame.place,
                    words={"label": _("A place on the map"), "whole": _("The whole region")},
                    event_picked=desk.worker.look_at,
                ).key("region")
            with solara.Div():
                solara.HTML("h2", _("Programmes and money"))
                solara.HTML("div", frame.log)


def network_words() -> dict[str, str]:
    """What the picture of the network says of whoever the pointer rests on."""
    return {
        "filter": _("Filter the picture"),
        "rest": _("Point at somebody to read who it is; click to follow their life on the Lives page."),
        "woman": _("Woman"),
        "man": _("Man"),
        "local": pgettext("person", "local"),
        "newcomer": pgettext("person", "newcomer"),
        "first_year": _("here for less than a year"),
        "year": _("here for {years} year"),
        "years": _("here for {years} years"),
        "mentor": pgettext("person", "mentor"),
        "tip": _("{who}; person number {number}."),
    }


def follow(desk: Desk, number: int) -> None:
    """Follow a person of the picture on the Lives page."""
    desk.kept["person"] = number
    desk.turn_to("lives")


@component
def Transport(frame: Frame, worker: Worker) -> None:
    """Play, step, reset, speed, and where in time we are."""
    speed, set_speed = solara.use_state(worker.speed)

    def change_speed(text: str) -> None:
        worker.speed = int(text)
        set_speed(int(text))

    with solara.Div(classes=["transport"], attributes={"role": "group", "aria-label": pgettext("buttons", "Run")}):
        button(
            _("Pause") if frame.playing or frame.until else _("Play"),
            lambda: worker.play(not (frame.playing or frame.until)),
            "primary",
            disabled=not frame.running,
        )
        button(_("Step"), worker.step, disabled=not frame.running or frame.playing or bool(frame.until))
        button(_("Reset"), worker.reset)
        Choose(
            name="speed",
            label=_("Speed"),
            value=str(speed),
            event_chosen=change_speed,
            options=[
                (str(each), ngettext("{months} month a second", "{months} months a second", each, months=each))
                for each in SPEEDS
            ],
        )
        words = _("{lived} of {months} lived", lived=frame.month, months=counted(frame.months, "month", "months"))
        end = _("the end") if not frame.running else frame.date
        solara.HTML(
            "div",
            f"{end} <small>{words}</small>",
            classes=["clock"],
            attributes={"role": "status", "aria-live": "polite" if not frame.playing else "off"},
        )
        share = 100 * frame.month / max(1, frame.months)
        solara.HTML(
            "div", f'<i style="width:{share:.1f}%"></i>', classes=["progress"], attributes={"aria-hidden": "true"}
        )


def button(label: str, on_click: Callable[[], Any], color: str | None = None, *, disabled: bool = False) -> Any:
    return solara.Button(label, on_click=on_click, color=color, disabled=disabled, outlined=color is None)


@component
def Levers(
    levers: tuple[LeverShown, ...], hint: str, moves: tuple[Move, ...], running: bool, until: int, worker: Worker
) -> None:
    """Policies, the three first, and apart from them what the model assumes. Takes of a :class:`Frame` what it shows:
    in most months none of that changes, and nothing is drawn."""
    about = {"role": "group", "aria-label": _("Levers"), "id": "levers"}
    policies = [shown for shown in levers if not shown.lever.assumed]
    assumed = [shown for shown in levers if shown.lever.assumed]
    opened, set_opened = solara.use_state(False)
    with solara.Div(classes=["controls", *(["opened"] if opened else [])], attributes=about):
        solara.HTML("h2", _("Levers"))
        LeversToggle(opened, len(moves), lambda: set_opened(not opened))
        with solara.Div(classes=["lever-list"], attributes={"id": "lever-list"}):
            solara.HTML("p", _("A lever you move acts from the next month on."), classes=["note"])
            solara.HTML("p", hint, classes=["hint"], attributes={"role": "status"})
            if moves:
                last = next(shown.lever for shown in levers if shown.lever.key == moves[-1].key)
                button(_("Undo: {lever}", lever=_(last.label)), worker.undo, disabled=bool(until))
            for shown in policies:
                lever_input(shown, worker, disabled=not running or bool(until))
            with tagged("section", class_="assumptions", attributes={"aria-labelledby": "assumptions"}):
                solara.HTML("h2", _("Assumptions of the model, not policies"), attributes={"id": "assumptions"})
                solara.HTML("p", _(ASSUMPTIONS), classes=["note"])
                for shown in assumed:
                    lever_input(shown, worker, disabled=not running or bool(until))
            solara.HTML("p", where_found(), classes=["note"])


@component
def LeversToggle(opened: bool, moved: int, turn: Callable[[], None]) -> None:
    """Where there is no room beside the pictures, the levers are a line above them that opens."""
    words = ngettext("Levers, {moves} move so far", "Levers, {moves} moves so far", moved, moves=moved)
    words = words if moved else _("Levers")
    attributes = {"type": "button", "aria-expanded": str(opened).lower(), "aria-controls": "lever-list"}
    element = tagged("button", class_="levers-toggle", children=[words], attributes=attributes)
    solara.v.use_event(element, "click", lambda *__: turn())


def lever_input(shown: LeverShown, worker: Worker, *, disabled: bool) -> Any:
    lever = shown.lever

    def moved(press: dict[str, Any]) -> None:
        worker.pull(lever.key, float(press["value"]), int(press["press"]))

    return LeverInput(
        name=lever.key,
        label=_(lever.label),
        help=shown.help,
        about=about_lever(shown),
        unit=lever.said_unit,
        stops=list(shown.stops),
        scale=lever.scale,
        value=shown.value,
        own=shown.own,
        endless=LASTING if lever.key == FUNDING else NEVER,
        echo=shown.press,
        disabled=disabled,
        words=lever.input_words(),
        event_moved=moved,
    ).key(f"lever-{lever.key}")


def about_lever(shown: LeverShown) -> list[str]:
    """Which charts it moves, which way helps, and what it costs: a line each."""
    titles = {measure.key: measure.title for measure in measures()}
    charts = _("Moves: {charts}.", charts=listed([titles[key] for key in shown.lever.charts]))
    return [line for line in (charts, shown.direction, "" if shown.lever.assumed else shown.cost) if line]


__all__ = ["TownPage", "Transport", "about_lever"]
