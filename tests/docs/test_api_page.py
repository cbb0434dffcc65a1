"""docs/api.md is what the docstrings say now, and histories have figures."""

from __future__ import annotations

from pathlib import Path

import pytest

import bygd
from bygd.documents.api import NAMES, page
from sim.scenario import scenario_from

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def history() -> bygd.History:
    return bygd.simulate(scenario_from({"months": 14, "places": {"hamlet": {"population": 200}}}), seed=1)


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == page(), "make docs writes it anew"


def test_every_public_name_is_on_the_page() -> None:
    assert set(NAMES) | {"__version__"} == set(bygd.__all__)


@pytest.mark.parametrize("name", ["retention", "ties", "employment", "population", "clubs", "region_map", "network"])
def test_a_history_draws_its_figures_and_leaves_the_session_s_settings(history: bygd.History, name: str) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"font.size": 23.0}):
        assert isinstance(getattr(bygd.Plots(history), name)(), Figure)
        assert mpl.rcParams["font.size"] == 23.0
    assert repr(history.plot) == "<figures of a history of 14 months>"  # type: ignore[attr-defined]


def test_what_is_not_there_is_not_drawn(history: bygd.History) -> None:
    with pytest.raises(ValueError, match="nothing to draw of money; there are retention"):
        bygd.Plots(history).money()


def test_a_figure_is_the_report_s_figure(history: bygd.History) -> None:
    import matplotlib as mpl

    from experiments.figures import draw, style
    from experiments.figures.picture import Picture, svg_of

    plots = bygd.Plots(history)
    figure = plots.ties()
    with mpl.rc_context():
        style.own_settings()
        assert svg_of(Picture("ties", "", figure, "", "")) == draw("ties", plots.findings).svg
