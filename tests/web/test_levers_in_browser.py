"""Levers, the address and what the levers did, in a browser: nothing pressed is lost, and nothing left behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.web.browser import PATIENCE, Window
from tests.web.test_pages_in_browser import give, took, turn_to

Open = Callable[..., Window]
LATE = 600  # milliseconds until an answer of the server arrives
LATE_ANSWERS = f"""
window.WebSocket = class extends window.WebSocket {{
  set onmessage(told) {{ super.onmessage = (event) => setTimeout(() => told.call(this, event), {LATE}); }}
  get onmessage() {{ return super.onmessage; }}
}};
"""


def address(town: Window) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(town.page.url).query).items()}


def wait_address(town: Window, **wanted: str | None) -> None:
    """Until the address has these parts; None: until it has no such part."""
    town.page.wait_for_function(
        "wanted => { const query = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([key, value]) => query.get(key) === value); }",
        arg=wanted,
    )


def test_eight_presses_are_eight_steps_however_late_the_answers_come(window: Open) -> None:
    town = window()
    town.page.add_init_script(LATE_ANSWERS)
    town.load()
    assert town.says("capacity") == "20 at once"
    town.page.locator("#lever-capacity").focus()
    for _ in range(8):
        town.page.keyboard.press("ArrowRight")
        town.page.wait_for_timeout(LATE // 2)
    town.page.locator(".marks", has_text="60 at once").wait_for()
    town.settle()
    assert town.says("capacity") == "60 at once"
    town.page.locator("#lever-free_hours").focus()
    town.page.keyboard.press("ArrowRight")
    town.page.keyboard.press("ArrowLeft")
    town.page.locator(".marks", has_text="44.8 hours").wait_for()
    assert town.says("free_hours") == "44.8 hours a month", "the default is on the grid"


def test_levers_say_what_they_move_and_cost_and_assumptions_stand_apart(window: Open) -> None:
    town = window()
    fees = town.page.locator("[data-lever=fees]").inner_text()
    assert "Moves: Local friends and Money." in fees
    assert re.search(r"About [\d,]+ SEK a year at 100 of 100, as the town is now; who pays: the municipality\.", fees)
    assert "Nobody has said what this costs" in town.page.locator("[data-lever=mentor_hours]").inner_text()
    apart = town.page.get_by_role("region", name="Assumptions of the model, not policies")
    assert apart.locator(".lever").count() == 7
    assert apart.locator("[data-lever=first_job], [data-lever=hiring]").count() == 2
    assert apart.locator("[data-lever=fees], [data-lever=mentor_hours]").count() == 0
    course = town.page.locator("[data-lever=course]").inner_text()
    assert re.search(r"More helps: \+[\d.]+ \([\d.]+ to [\d.]+\) local friends", course)


def test_the_address_holds_the_run_and_back_undo_reload_and_a_link_lead_to_it(window: Open) -> None:
    town = window()
    town.step()
    town.step()
    wait_address(town, month="2", seed="1", scenario="given", levers=None)
    with town.redrawn():
        town.move("free_hours", 90)
    wait_address(town, levers="2:free_hours:90")
    town.step()
    wait_address(town, month="3", levers="2:free_hours:90")
    with town.redrawn():
        town.move("fees", 0.5)
    wait_address(town, levers="2:free_hours:90,3:fees:0.5")
    turn_to(town, "Money")
    wait_address(town, page="money")
    town.page.go_back()
    town.page.locator("#lever-fees").wait_for()
    wait_address(town, page=None, levers="2:free_hours:90,3:fees:0.5")
    series = town.page.locator(".series").inner_html()
    link = town.page.url

    town.load_at(link)
    town.wait_month(3)
    town.settle()
    assert town.says("fees") == "50 of 100" and town.says("free_hours") == "90 hours a month"
    assert town.page.locator(".series").inner_html() == series, "the same run, loaded anew"
    worked = town.page.get_by_role("region", name="Did it work?", exact=True)
    worked.get_by_text(re.compile(r"20 pairs of runs.*before March 2010 are shared")).wait_for()
    assert worked.get_by_role("button", name="Did it work?").is_enabled(), "asked of the levers as they stand by now"

    town.button("Undo: Newcomers' club fees paid").click()
    wait_address(town, levers="2:free_hours:90", month="3")
    town.page.wait_for_function("document.querySelectorAll('.marks li').length === 1")
    assert town.says("fees") == "0 of 100"
    town.page.go_back()
    wait_address(town, levers="2:free_hours:90,3:fees:0.5", month="3")
    town.page.wait_for_function("document.querySelectorAll('.marks li').length === 2")
    assert town.says("fees") == "50 of 100"


def test_an_address_that_cannot_be_used_says_why_and_another_version_is_named(window: Open) -> None:
    town = window()
    town.load_at(f"{town.url}?scenario=../../etc/passwd&seed=-1")
    words = town.page.locator(".remark").inner_text()
    assert "The address cannot be used" in words and "scenario: found '../../etc/passwd'" in words
    assert "seed: found '-1'; allowed: a whole number from 0" in words and town.month() == 0
    town.load_at(f"{town.url}?scenario=given&month=1&v=0.0.9-6")
    town.wait_month(1)
    assert "This was made with bygd 0.0.9, model 6" in town.page.locator(".remark").inner_text()


def test_a_session_is_saved_and_opened_again(window: Open, tmp_path: Any) -> None:
    town = window()
    town.step()
    with town.redrawn():
        town.move("fees", 1)
    series = town.page.locator(".series").inner_html()
    town.page.get_by_text("Save, share or open a session").click()
    saved = took(town, town.page, "The session as a file (YAML)", tmp_path)
    town.load()
    town.page.get_by_text("Save, share or open a session").click()
    town.page.set_input_files("#session", str(saved))
    town.page.locator(".marks li").wait_for()
    town.wait_month(1)
    town.settle()
    assert town.says("fees") == "100 of 100" and town.page.locator(".series").inner_html() == series
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: /etc/passwd\nseed: 1\n", encoding="utf-8")
    town.page.set_input_files("#session", str(broken))
    town.page.get_by_text("broken.yaml: scenario: found '/etc/passwd'").wait_for()
    assert town.says("fees") == "100 of 100"


def test_whether_it_worked_is_asked_on_the_town_page_and_the_answer_stays(window: Open) -> None:
    town = window()
    town.step()
    with town.redrawn():
        town.move("fees", 1)
    give(town, "worked-pairs", "2")
    worked = town.page.get_by_role("region", name="Did it work?", exact=True)
    worked.get_by_text(
        re.compile(r"2 pairs of runs.*takes about \d+ seconds.*before February 2010 are shared")
    ).wait_for()
    worked.get_by_role("button", name="Did it work?").click()
    money = turn_to(town, "Money")
    money.get_by_text("1 of 24 months").wait_for()
    town.page.get_by_role("navigation").get_by_text("Town", exact=True).click()
    verdict = worked.locator(".verdict")
    verdict.wait_for(timeout=3 * PATIENCE)
    assert re.search(r"SEK|nothing more", verdict.inner_text()) and verdict.inner_text().endswith(".")
    assert "February 2010: Newcomers' club fees paid to 100 of 100" in worked.locator(".asked").inner_text()
    assert worked.locator(".stale").count() == 0
    with town.redrawn():
        town.move("fees", 0.5)
    worked.locator(".stale").get_by_text("Answers an earlier question").wait_for()
