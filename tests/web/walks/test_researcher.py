"""A researcher: sets of parameters, a session kept as a file, a practice put into a file of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

import bygd.cli
from bygd.practices.gallery import full
from tests.web.walks.walking import walk


def test_a_researcher_asks_for_sets_keeps_the_session_and_takes_a_practice(
    browser: Any, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
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
        # With a posterior of this model it says how many sets; with one of another, why it cannot.
        about = compare.get_by_text("posterior").or_(compare.get_by_text("12 runs of")).first
        about.wait_for()
        refused = compare.get_by_role("alert").count() == 1
        assert compare.get_by_role("button", name="Compare", exact=True).is_disabled() == refused
        researcher.stop("sets of parameters")

        gallery = researcher.turn_to("Gallery")
        field = page.locator("#find-practice")
        field.press_sequentially("Sonderborg")
        gallery.get_by_role("option").first.click()
        gallery.get_by_role("heading", name=full("soenderborg").title).wait_for()
        own = tmp_path / "own.yaml"
        own.write_text(gallery.locator("pre").inner_text(), encoding="utf-8")
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
        assert bygd.cli.main(["assess", "--new", str(tmp_path / command[-1])]) == 0
        assert (tmp_path / command[-1]).is_file()
        assert "programmes:" in own.read_text(encoding="utf-8")
        capsys.readouterr()
