"""The pictures of the Town page as components for Mesa's ``SolaraViz``, in a notebook or a page of one's own.

::

    from mesa.visualization import SolaraViz
    from bygd import IntegrationModel
    from bygd.web.mesa_views import model_params, network, series

    params = model_params("rural-town", seed=1)
    town = IntegrationModel(params["scenario"], seed=1)
    SolaraViz(town, components=[network, series], model_params=params)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import solara

from bygd.web.lever import rounded
from bygd.web.look import style
from bygd.web.network import TownNetwork
from bygd.web.network_picture import drawn, legend
from bygd.web.series import Series, measures, observed
from bygd.web.series_picture import card

if TYPE_CHECKING:
    from sim.model import IntegrationModel

_networks: WeakKeyDictionary[Any, TownNetwork] = WeakKeyDictionary()
_series: WeakKeyDictionary[Any, Series] = WeakKeyDictionary()


def model_params(scenario: Any = None, *, seed: int = 1) -> dict[str, Any]:
    """``model_params`` of ``SolaraViz``: sliders for the levers of the Town page, and the seed.

    ``scenario``: a path, a name that comes with bygd, a ``Scenario`` or plain data; the default town when left out. It
    is under ``"scenario"``, with mentors and a coordinator's post added at zero where it has none and money for them
    for good, so that a slider moved acts; Mesa makes a new model of it at the next reset. Raises ``ScenarioError``.
    """
    from mesa.visualization import Slider

    from bygd.cli.naming import file_of
    from bygd.web.comparison_levers import handled, moved, standing
    from bygd.web.levers import FUNDING, LASTING, levers_of
    from sim.model import scenario_of

    known = file_of(scenario) if isinstance(scenario, str) else scenario
    base, handles = handled(scenario_of(known))
    base = moved(base, handles, {FUNDING: float(LASTING)})
    params: dict[str, Any] = {"scenario": base, "seed": {"type": "InputText", "value": seed, "label": "Seed"}}
    for lever in levers_of(handles):
        if lever.key == FUNDING:
            continue
        value = standing(lever, base, handles)
        first = value - int((value - lever.low) / lever.step + 1e-9) * lever.step  # so that the grid holds it
        said = f"{lever.label} ({lever.path.split('.')[-1]}{', assumed' if lever.assumed else ''})"
        params[lever.path.replace(".", "__")] = Slider(
            said, rounded(value), rounded(first), max(value, lever.high), lever.step, dtype=float
        )
    return params


def network(model: IntegrationModel) -> Any:
    """Who is friends with whom; everybody keeps their place from step to step."""
    kept = _networks.get(model)
    if kept is None:  # the layout takes longer than a step: once a model
        kept = _networks[model] = TownNetwork(model.town)
    shown = kept.look(model.town)
    population = int(model.town.state.places.population.sum())
    return framed(drawn(shown, model.town) + legend(shown, model.scenario, population))


def series(model: IntegrationModel) -> Any:
    """The numbers watched, month by month, from when the component was first shown."""
    kept = _series.setdefault(model, Series())
    for missing in range(len(kept), model.month):
        kept.take(missing, {measure.key: float("nan") for measure in measures()})
    kept.take(model.month, observed(model.town))
    cards = (
        card(measure, kept.of(measure.key), (), (), model.scenario.months, model.scenario.start)
        for measure in measures()
    )
    return framed(f'<div class="series">{"".join(cards)}</div>')


def framed(inside: str) -> Any:
    """HTML in the colours and letters of the page."""
    return solara.HTML("div", f"<style>{style()}</style>{inside}", classes=["bygd"])


__all__ = ["model_params", "network", "series"]
