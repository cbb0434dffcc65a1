"""The page in a browser, served by the real command: played, moved, misused, and by two people at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from bygd.web.series import measures
from tests.web.browser import PATIENCE, Window, served
from tests.web.small import hamlet

Open = Callable[..., Window]


def test_the_page_loads_with_a_town_that_has_not_begun(window: Open) -> None:
    town = window()
    assert town.month() == 0
    for name in ("Who is friends with whom", "Month by month", "The town", "Levers"):
        assert town.page.get_by_role("heading", name=name, exact=True).count() == 1
    assert town.page.get_by_role("img", name=re.compile("^Network of")).count() == 1
    assert town.page.get_by_role("img", name=re.compile("^Newcomers here: ")).count() == 1
    assert town.page.locator(".lever").count() == 15
    assert "socket" in " ".join(town.asked) or any(each.startswith("ws:") for each in town.asked)


def test_a_step_is_a_month(window: Open) -> None:
    town = window()
    assert "January 2010" in town.page.locator(".clock").inner_text()
    town.step()
    town.step()
    assert town.month() == 2 and "March 2010" in town.page.locator(".clock").inner_text()


def test_play_goes_on_until_paused_and_reset_begins_again(window: Open) -> None:
    town = window()
    town.page.select_option("#choose-speed", "12")
    town.button("Play").click()
    town.wait_month(4)
    assert town.button("Step").is_disabled()
    town.pause()
    assert town.button("Play").is_enabled()
    stood = town.month()
    time.sleep(0.5)
    assert town.month() == stood
    with town.redrawn():
        town.button("Reset").click()
    assert town.month() == 0


def test_playing_ends_at_the_end(window: Open) -> None:
    town = window()
    town.page.select_option("#choose-speed", "60")
    town.button("Play").click()
    town.wait_month(24)
    town.page.locator("#lever-fees:disabled").wait_for()
    assert "the end" in town.page.locator(".clock").inner_text()
    assert town.button("Play").is_disabled()


def test_a_lever_moved_mid_run_is_marked_and_the_run_left_alone_is_dashed(window: Open) -> None:
    town = window()
    town.step()
    town.step()
    assert town.page.locator(".card .mark").count() == 0
    with town.redrawn():
        town.move("mentor_hours", 12)
    assert "2010-03" in town.page.locator(".marks").inner_text()
    assert "Mentor hours: 12 hours a month" in town.page.locator(".marks").inner_text()
    assert town.says("mentor_hours") == "12 hours a month"
    town.step()
    assert town.page.locator(".card path.mark").count() == len(measures())
    assert town.page.locator(".card path.alone").count() == len(measures())
    assert town.page.get_by_role("img", name=re.compile("with the levers left alone")).count() == len(measures())


def test_a_lever_moved_while_it_plays_acts_and_reset_puts_it_back(window: Open) -> None:
    town = window()
    town.page.select_option("#choose-speed", "4")
    town.button("Play").click()
    town.wait_month(2)
    town.move("coordinator", 2)
    town.page.locator(".marks li").wait_for()
    town.pause()
    assert town.says("coordinator") == "2 × full time"
    with town.redrawn():
        town.button("Reset").click()
    assert town.page.locator(".marks").count() == 0
    assert town.says("coordinator") == "1 × full time"


def test_a_wrong_scenario_shows_the_words_of_the_command_line_and_the_page_stays_usable(
    window: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import bygd.cli

    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("months: 4\nplaces:\n  town: {populaton: 300}\n", encoding="utf-8")
    assert bygd.cli.main(["check", str(wrong)]) == 2
    reported = capsys.readouterr().err.replace(str(wrong), "wrong.yaml").splitlines()
    town = window()
    town.page.get_by_text("bring your own").click()
    with town.redrawn():
        town.page.set_input_files("#upload", str(wrong))
    town.page.get_by_text("did you mean population?").wait_for()
    assert town.problem().splitlines() == ["The scenario cannot be used", *reported[1:]]
    town.step()
    assert town.month() == 1
    right = tmp_path / "right.yaml"
    right.write_text("title: A <b>right</b> one\nmonths: 4\nplaces:\n  town: {population: 200}\n", encoding="utf-8")
    with town.redrawn():
        town.page.set_input_files("#upload", str(right))
    assert "0 of 4 " in town.page.locator(".clock small").inner_text()
    assert town.problem() == ""
    assert "A <b>right</b> one (right.yaml)" in town.page.locator("#choose-scenario").inner_text()
    assert town.page.locator("#choose-scenario").input_value() == "brought"


def test_a_seed_that_is_none_is_refused_and_another_is_another_town(window: Open) -> None:
    town = window()
    first = town.page.locator(".network").inner_html()
    town.page.fill("#whole-seed", "-3")
    town.page.press("#whole-seed", "Enter")
    town.page.get_by_text("-3 cannot be used: give a whole number from 0 on.").wait_for()
    town.page.fill("#whole-seed", "77")
    with town.redrawn():
        town.page.press("#whole-seed", "Enter")
    assert town.problem() == ""
    assert town.page.locator(".network").inner_html() != first


def test_a_scenario_that_comes_along_can_be_chosen(window: Open) -> None:
    town = window()
    assert town.page.locator("#choose-scenario option").count() > 15
    with town.redrawn():
        town.page.select_option("#choose-scenario", "seeds/closed-town.yaml")
    assert "of 120" in town.page.locator(".clock small").inner_text()
    assert town.page.get_by_text("A lever you move acts from the next month on.").count() == 1


def test_a_real_municipality_is_found_by_typing_and_lives(window: Open) -> None:
    town = window()
    field = town.page.get_by_role("combobox", name="A real municipality")
    field.press_sequentially("Punka", delay=30)
    found = town.page.get_by_role("option", name=re.compile("Punkalaidun.*Finland"))
    found.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert found.get_attribute("aria-selected") == "true"
    with town.redrawn():
        field.press("Enter")
    town.page.locator(".known", has_text="Punkalaidun (FI-619)").wait_for()
    assert re.search(r"figures, \d+ measured, \d+ converted and \d+ assumed", town.known())
    assert town.page.locator("#choose-scenario").input_value() == "official"
    town.page.get_by_text("Every figure and how it is known").click()
    text = town.page.locator(".known pre").inner_text()
    people = int(re.search(r"population: (\d+)  # measured: 2021, Statistics Finland", text)[1])  # type: ignore[index]
    assert f"{people:,}" in town.page.locator("#watch").inner_text()
    town.step()
    with town.redrawn():
        town.move("coordinator", 1)
    assert town.says("coordinator") == "1 × full time"
    town.step()
    assert town.month() == 2 and town.page.locator(".marks li").count() == 1


def test_a_place_that_is_none_is_refused_in_words_and_the_town_stays(window: Open) -> None:
    town = window()
    field = town.page.get_by_role("combobox", name="A real municipality")
    field.press_sequentially("Vindelnn", delay=10)
    town.page.get_by_text("No municipality is called 'Vindelnn'").wait_for()
    field.press("Enter")
    town.page.get_by_text("did you mean Vindeln").wait_for()
    assert town.page.locator("#choose-scenario").input_value() == "given"
    town.step()
    assert town.month() == 1 and town.page.locator(".known").count() == 0


def test_two_people_at_once_do_not_disturb_each_other(window: Open) -> None:
    one, other = window(), window()
    one.step()
    one.step()
    with one.redrawn():
        one.move("fees", 1)
    other.step()
    assert (one.month(), other.month()) == (2, 1)
    assert other.page.locator(".marks").count() == 0
    assert other.says("fees") == "0 of 100" and one.says("fees") == "100 of 100"


def test_after_a_reload_the_page_begins_again(window: Open) -> None:
    town = window()
    town.step()
    town.load()
    assert town.month() == 0
    town.step()
    assert town.month() == 1


@pytest.mark.slow
def test_closing_the_tab_frees_what_it_held(browser: Any, tmp_path: Path) -> None:
    """A town of this size weighs more than what is allowed to stay of six of them; the first few fill the server's own
    caches, after which it holds the same over twenty."""
    path = tmp_path / "town.yaml"
    path.write_text(hamlet(places={"vik": {"population": 9000, "newcomers": 0.05}}).to_yaml(), encoding="utf-8")
    with served(str(path)) as url:
        server = next(each for each in psutil.Process().children() if url_port(url) in ports_of(each))
        held = []
        for _ in range(10):
            town = Window(browser, url)
            town.page.close(run_before_unload=True)
            town.close()
            held.append(settled(server))
    assert held[-1] - held[3] < WEIGHT, held


WEIGHT = 9e6
"""Bytes of the state of such a town alone."""


def url_port(url: str) -> int:
    return int(url.rstrip("/").rsplit(":", 1)[1])


def ports_of(process: psutil.Process) -> set[int]:
    return {each.laddr.port for each in process.net_connections("tcp") if each.status == psutil.CONN_LISTEN}


def settled(server: psutil.Process) -> int:
    """Bytes that only this process holds, once it has let go of what it is going to."""
    before, now = 0, int(server.memory_full_info().uss)
    while abs(now - before) > 100_000:
        time.sleep(0.4)
        before, now = now, int(server.memory_full_info().uss)
    return now


def test_a_server_that_is_full_says_so_until_a_page_is_closed(browser: Any) -> None:
    with served("--sessions", "1") as url:
        first = Window(browser, url)
        second = first.context.new_page()
        second.goto(url)
        second.get_by_role("alert").get_by_text("This server takes one page at once").wait_for()
        first.step()
        first.page.close(run_before_unload=True)
        end = time.monotonic() + PATIENCE / 1000
        step = second.get_by_role("button", name="Step", exact=True)
        while step.count() == 0:
            assert time.monotonic() < end
            second.reload()
            step.or_(second.get_by_text("This server takes one page")).first.wait_for()
        first.close()


def test_everything_can_be_reached_and_done_by_keyboard(window: Open) -> None:
    town = window()
    reached: list[str] = []
    for _ in range(45):
        town.page.keyboard.press("Tab")
        reached.append(town.page.evaluate("(e => e.id || e.textContent.trim().slice(0, 40))(document.activeElement)"))
    for name in (
        "Play",
        "Step",
        "Reset",
        "choose-speed",
        "choose-scenario",
        "whole-seed",
        "Town",
        "lever-mentor_hours",
        "lever-coordinator",
        "lever-funding",
        "lever-inactive",
    ):
        assert name in reached, (name, reached)
    town.button("Step").focus()
    with town.redrawn():
        town.page.keyboard.press("Enter")
    assert town.month() == 1
    town.page.locator("#lever-capacity").focus()
    with town.redrawn():
        town.page.keyboard.press("ArrowRight")
    assert town.says("capacity") == "25 at once"


def test_levers_and_buttons_have_names_and_help_for_screen_readers(window: Open) -> None:
    town = window()
    for name in ("Mentor hours", "Coordinator", "Months of funding"):
        slider = town.page.get_by_role("slider", name=re.compile(f"^{name}"))
        help_id = slider.get_attribute("aria-describedby")
        assert len(town.page.locator(f"#{help_id}").inner_text()) > 20
        assert slider.get_attribute("aria-valuetext")
    assert town.page.get_by_role("button", name=re.compile("^Colours: ")).count() == 1
    assert town.page.get_by_role("status").count() >= 1


def brightness(town: Window, selector: str, what: str) -> int:
    color = town.page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{what}")
    return sum(int(part) for part in re.findall(r"\d+", color)[:3])


def test_light_and_dark_follow_the_system_and_the_switch_and_are_kept(window: Open) -> None:
    town = window(color_scheme="dark")
    town.page.wait_for_function("document.querySelector('.v-application.theme--dark')")
    assert brightness(town, ".bygd", "backgroundColor") < 200 < brightness(town, "h1", "color")
    town.page.get_by_role("button", name=re.compile("^Colours: ")).click()
    town.page.wait_for_function("document.querySelector('.v-application.theme--light')")
    assert brightness(town, ".bygd", "backgroundColor") > 600 > brightness(town, "h1", "color")
    town.load()
    town.page.wait_for_function("document.querySelector('.v-application.theme--light')")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_cut_off_at_the_side(window: Open, width: int) -> None:
    town = window(viewport={"width": width, "height": 800})
    town.step()
    widest = town.page.evaluate("document.documentElement.scrollWidth")
    assert widest <= width
    cut: Any = town.page.evaluate(
        "width => [...document.querySelectorAll('.bygd :is(button, input, select, svg.picture)')]"
        ".filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 80))",
        width,
    )
    assert cut == []


def test_a_step_is_repainted_within_half_a_second(window: Open) -> None:
    town = window()
    town.step()
    assert min(town.step() for _ in range(5)) < 0.5
