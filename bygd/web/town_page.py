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

from bygd.web.frame import Frame
from bygd.web.levers import FUNDING, LASTING
from bygd.web.parts.vue import Choose, LeverInput
from bygd.web.worker import SPEEDS, Worker
from sim.words import counted

NEVER = 1e9


@solara.component
def TownPage(frame: Frame, worker: Worker, turn: int) -> None:
    """A session's last frame and what one can do about it; ``turn`` grows when something was refused."""
    with solara.Div(classes=["watch"]):
        Levers(frame, worker, turn)
        with solara.Div(classes=["pictures"]):
            solara.HTML("a", "To the levers", classes=["below"], attributes={"href": "#levers"})
            with solara.Div():
                solara.HTML("h2", "Who is friends with whom")
                solara.HTML("div", frame.network + frame.legend)
            with solara.Div():
                solara.HTML("h2", "Month by month")
                solara.HTML("div", frame.series)
            with solara.Div():
                solara.HTML("h2", "The region" if len(frame.scenario.places) > 1 else "The town")
                solara.HTML("div", frame.region)
            with solara.Div():
                solara.HTML("h2", "Programmes and money")
                solara.HTML("div", frame.log)


@solara.component
def Transport(frame: Frame, worker: Worker) -> None:
    """Play, step, reset, speed, and where in time we are."""
    speed, set_speed = solara.use_state(worker.speed)

    def change_speed(text: str) -> None:
        worker.speed = int(text)
        set_speed(int(text))

    with solara.Div(classes=["transport"], attributes={"role": "group", "aria-label": "Run"}):
        button(
            "Pause" if frame.playing else "Play",
            lambda: worker.play(not frame.playing),
            "primary",
            disabled=not frame.running,
        )
        button("Step", worker.step, disabled=not frame.running or frame.playing)
        button("Reset", worker.reset)
        Choose(
            name="speed",
            label="Speed",
            value=str(speed),
            event_chosen=change_speed,
            options=[
                (str(each), f"{counted(each, 'month', 'months')} a second" if each > 1 else "1 month a second")
                for each in SPEEDS
            ],
        )
        words = f"{frame.month} of {counted(frame.months, 'month', 'months')} lived"
        end = "the end" if not frame.running else frame.date
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


@solara.component
def Levers(frame: Frame, worker: Worker, turn: int) -> None:
    """The three levers, then the ten."""
    about = {"role": "group", "aria-label": "Levers", "id": "levers"}
    with solara.Div(classes=["controls"], attributes=about):
        solara.HTML("h2", "Levers")
        solara.HTML("p", "A lever you move acts from the next month on.", classes=["note"])
        solara.HTML("p", frame.hint, classes=["hint"], attributes={"role": "status"})
        for shown in frame.levers[:3]:
            lever_input(shown, frame, worker, turn)
        solara.HTML("h2", "Ten more")
        solara.HTML("p", "What else moved friends, staying and work in this model.", classes=["note"])
        for shown in frame.levers[3:]:
            lever_input(shown, frame, worker, turn)


def lever_input(shown: Any, frame: Frame, worker: Worker, turn: int) -> Any:
    lever = shown.lever
    return LeverInput(
        name=lever.key,
        label=lever.label,
        help=shown.help,
        unit=lever.unit,
        low=lever.low,
        high=lever.high,
        step=lever.step,
        scale=lever.scale,
        value=shown.value,
        endless=LASTING if lever.key == FUNDING else NEVER,
        turn=turn,
        disabled=not frame.running,
        event_moved=lambda value, key=lever.key: worker.pull(key, float(value)),
    ).key(f"lever-{lever.key}")


__all__ = ["TownPage", "Transport"]
