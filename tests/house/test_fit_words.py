"""Whether the model is fitted as it is now is said from one place: reports, pages and the table of patterns follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import sim.version
from bygd.web import markup
from calibration.validation import fit_words
from experiments.report import template


def report(manifest: dict[str, Any] | None = None) -> str:
    template._environment.cache_clear()
    words = template._environment().get_template("macros.html").module.read_with_care(manifest or {})  # type: ignore[attr-defined]
    template._environment.cache_clear()
    return str(words)


@pytest.mark.parametrize("said", [report, markup.fit_words, fit_words], ids=["reports", "pages", "patterns"])
def test_not_fitted_yet_is_said_until_the_next_fit(said: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL - 1)
    monkeypatch.setattr(sim.version, "POSTERIOR_FITTED_TO", sim.version.MODEL - 1)
    assert "not fitted yet" in said().replace("<strong>", "").replace("</strong>", "")
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL)
    assert "not fitted yet" not in said().replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize("said", [report, markup.fit_words, fit_words], ids=["reports", "pages", "patterns"])
def test_of_a_fit_that_the_defaults_are_not_of_both_are_said(
    said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL - 1)
    monkeypatch.setattr(sim.version, "POSTERIOR_FITTED_TO", sim.version.MODEL)
    assert "not fitted yet" not in said().replace("<strong>", "").replace("</strong>", "")
    assert "earlier fit" in said() or "fitted to model" in said()


def test_a_report_of_runs_with_the_posterior_speaks_of_its_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.version, "FITTED_TO", sim.version.MODEL - 1)
    monkeypatch.setattr(sim.version, "POSTERIOR_FITTED_TO", sim.version.MODEL)
    assert "earlier fit" in report() and "earlier fit" not in report({"posterior": {"draws": 3}})
    assert "earlier fit" in report({"posterior": {"draws": 3, "fitted_to": "model 2"}})
