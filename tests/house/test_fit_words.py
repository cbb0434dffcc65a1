"""Whether the model is fitted as it is now is said from one place: reports, pages and the table of patterns follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import sim.version
from bygd.web import markup
from calibration.validation import fit_words
from experiments.report import template


def report() -> str:
    template._environment.cache_clear()
    words = template._environment().get_template("macros.html").module.read_with_care({})  # type: ignore[attr-defined]
    template._environment.cache_clear()
    return str(words)


@pytest.mark.parametrize("said", [report, markup.fit_words, fit_words], ids=["reports", "pages", "patterns"])
def test_not_fitted_yet_is_said_until_the_next_fit(said: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL - 1)
    assert "not fitted yet" in said().replace("<strong>", "").replace("</strong>", "")
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL)
    assert "not fitted yet" not in said().replace("<strong>", "").replace("</strong>", "")
