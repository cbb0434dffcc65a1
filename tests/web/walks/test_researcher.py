"""A researcher: sets of parameters, a session kept as a file, a practice put into a file of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from bygd.cli import assess
from bygd.practices.gallery import full
from bygd.web.background import in_words
from bygd.web.commands import parsed
from sim.scenario import ScenarioError, load_policy
from tests.web.small import helped
from tests.web.walks.walking import walk


def refusal_of_posterior() -> str:
    """The words of the command where the posterior of bygd is of another model; empty where it can be used."""
    from calibration.posterior_file import posterior_of_model

    try:
        posterior_of_model(None, accept_old=False)
    except ScenarioError as refusal:
        return in_words(refusal)
    return ""


def test_a_researcher_asks_for_sets_keeps_the_session_and_takes_a_practice(
    browser: Any, address: str, tmp_path: Path
) -> None:
    with walk(browser, address) as researcher:
        page = researcher.page
        researcher.step()
        with researcher.redrawn():
            researcher.move("fees", 1)
        series = page.locator(".series").inner_html()
        page.locator("details.keeping summary").click()
        saved = researcher.take(page, "The session as a file", tmp_path)
        compare = researcher.turn_to("Compare")
        researcher.move("b-mentor_hours", 12)
        compare.get_by_text("B differs from A by").wait_for()
        researcher.give("#whole-compare-sets", "2")
        ask = compare.get_by_role("button", name="Compare", exact=True)
        if refused := refusal_of_posterior():
            compare.get_by_role("alert").wait_for()
            assert compare.get_by_role("alert").inner_text() == refused and ask.is_disabled()
        else:
            researcher.give("#whole-replicates", "3")
            compare.get_by_text("6 pairs of runs with the same random draws").wait_for()
            assert compare.get_by_role("alert").count() == 0 and ask.is_enabled()
        researcher.stop("sets of parameters")

        gallery = researcher.turn_to("Gallery")
        field = page.locator("#find-practice")
        field.press_sequentially("Sonderborg")
        gallery.get_by_role("listbox").get_by_role("option").first.click()
        gallery.get_by_role("heading", name=full("soenderborg").title).wait_for()
        (tmp_path / "my-town.yaml").write_text(helped(months=24).to_yaml(), encoding="utf-8")
        own = tmp_path / "own.yaml"
        own.write_text(gallery.locator("pre").inner_text(), encoding="utf-8")
        with_practice = load_policy(own, tmp_path / "my-town.yaml")
        assert with_practice.programmes["common_days"].capacity == 60
        assert with_practice.programmes["friends"].hours == 6, "laid on the town"
        researcher.stop("a practice")

        researcher.load()
        page.locator("details.keeping summary").click()
        page.set_input_files("#session", str(saved))
        researcher.wait_month(1)
        page.locator(".marks li").wait_for()
        researcher.settle()
        assert page.locator(".series").inner_html() == series
        checklist = researcher.turn_to("Checklist")
        command = shlex.split(checklist.locator("pre").first.inner_text())
        assert command[:2] == ["bygd", "assess"]
        said = parsed(assess.arguments, command[2:])
        assert not assess.refusal(said) and said.town == "my-town.yaml"
        assert said.answers == researcher.take(checklist, "Answers (YAML)", tmp_path).name
