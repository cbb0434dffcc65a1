"""The pictures of the Town page as components for Mesa's ``SolaraViz``, in a notebook or a page of one's own.

::

    from mesa.visualization import SolaraViz
    from bygd import IntegrationModel
    from bygd.web.mesa_views import network, series

    SolaraViz(IntegrationModel(seed=1), components=[network, series], model_params={"seed": 1})
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import solara

from bygd.web.look import style
from bygd.web.network import TownNetwork
from bygd.web.network_picture import drawn, legend
from bygd.web.series import Series, measures, observed
from bygd.web.series_picture import card

if TYPE_CHECKING:
    from sim.model import IntegrationModel

_networks: WeakKeyDictionary[Any, TownNetwork] = WeakKeyDictionary()
_series: WeakKeyDictionary[Any, Series] = WeakKeyDictionary()


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


__all__ = ["network", "series"]
