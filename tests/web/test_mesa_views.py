"""The Town page's pictures in Mesa's own page."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model import IntegrationModel
from tests.web.small import hamlet

solara = pytest.importorskip("solara", reason="the extra 'web' is not installed")


def words(element: Any) -> str:
    """The HTML a component gives."""
    return str(element.args[1])


def test_solaraviz_takes_the_pictures_as_components() -> None:
    from mesa.visualization import SolaraViz

    from bygd.web.mesa_views import network, series

    model = IntegrationModel(hamlet(), seed=3)
    page = SolaraViz(model, components=[network, series], model_params={"seed": 3})
    box, context = solara.render(page, handle_error=False)
    assert box is not None
    context.close()


def test_the_layout_is_computed_once_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    from bygd.web import mesa_views, network

    laid: list[Any] = []
    network.laid_out.cache_clear()
    layout = network.spring_layout
    monkeypatch.setattr(network, "spring_layout", lambda *given: laid.append(given) or layout(*given))
    model = IntegrationModel(hamlet(), seed=3)
    for _ in range(3):
        mesa_views.network(model)
        model.step()
    assert len(laid) == 1


def test_people_keep_their_places_and_series_grow() -> None:
    from bygd.web.mesa_views import network, series

    model = IntegrationModel(hamlet(), seed=3)
    first, before = words(network(model)), words(series(model))
    assert words(network(model)) == first
    for _ in range(3):
        model.step()
        after = words(series(model))
    assert "after 0 months" in before and "after 3 months" in after
    assert words(network(model)) != first


def test_sliders_are_ready_made_and_a_moved_one_acts() -> None:
    from mesa.visualization import Slider, SolaraViz

    from bygd.web.levers import levers_of, with_handles
    from bygd.web.mesa_views import model_params, network

    params = model_params(hamlet(), seed=3)
    sliders = {name: one for name, one in params.items() if isinstance(one, Slider)}
    _, handles = with_handles(hamlet())
    assert len(sliders) == len(levers_of(handles)) - 1, "all but the length of funding"
    for slider in sliders.values():
        steps = (slider.value - slider.min) / slider.step
        assert slider.min <= slider.value <= slider.max and abs(steps - round(steps)) < 1e-6
    moved = {name: one.value for name, one in sliders.items()}
    moved["coordinators__coordinator__fte"] = 1.0
    model = IntegrationModel(params["scenario"], seed=str(params["seed"]["value"]), **moved)
    assert model.scenario.coordinators["coordinator"].fte == 1
    still = IntegrationModel(params["scenario"], seed=3)
    for _ in range(3):
        model.step()
        still.step()
    assert model.town.state.posts.filled[0] == 1 and model.headline["spent"] > 0 == still.headline["spent"]
    page = SolaraViz(still, components=[network], model_params=params)
    box, context = solara.render(page, handle_error=False)
    assert box is not None and "Free hours for company" in str([one.label for one in sliders.values()])
    context.close()
