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
