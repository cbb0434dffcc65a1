"""The pages as documents: what axe finds, their names, and what is said where they cannot be drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bygd.web.pages import PAGES
from bygd.web.series import measures
from sim.scenario import ScenarioError, load_scenario
from tests.web.axe import faults
from tests.web.browser import PATIENCE, Window

Open = Callable[..., Window]
SIZES = ((1440, 900), (1024, 768), (390, 844))
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def lived(browser: Any, address: str) -> Iterator[Window]:
    """A town after two months, one with a lever moved, for all that is looked at."""
    town = Window(browser, address)
    town.step()
    with town.redrawn():
        town.move("mentor_hours", 9)
    town.step()
    yield town
    town.close()


def opened(town: Window, page: str) -> Any:
    """Turn to a page, and wait until what it works on is there."""
    town.page.get_by_role("navigation").get_by_text(PAGES[page], exact=True).click()
    drawn = town.page.locator("main").locator(f".watch, section.bygd-page[aria-label='{PAGES[page]}']")
    drawn.wait_for()
    town.page.locator(".under-way").wait_for(state="detached")
    return drawn


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(lived: Window, page: str) -> None:
    opened(lived, page)
    found = []
    for scheme in SCHEMES:
        lived.page.emulate_media(color_scheme=scheme)
        lived.page.locator(f"#app.theme--{scheme}").wait_for()
        for width, height in SIZES:
            lived.page.set_viewport_size({"width": width, "height": height})
            found += [f"{scheme}, {width}: {fault}" for fault in faults(lived.page)]
            assert lived.page.evaluate("document.documentElement.scrollWidth") <= width
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_nothing_of_other_machines_and_says_its_name(lived: Window, page: str) -> None:
    opened(lived, page)
    lived.page.wait_for_function("title => document.title === title", arg=f"bygd: {PAGES[page]} · A made-up hamlet")
    assert len(lived.asked) > 5 and not lived.far_requests()
    assert not lived.errors


def test_axe_is_bound_to_find_what_is_wrong(lived: Window) -> None:
    lived.page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    found = faults(lived.page)
    lived.page.evaluate("document.querySelector('main > select').remove()")
    assert any(fault.startswith("select-name") for fault in found)


def test_the_document_has_its_language_landmarks_and_leave_to_zoom(lived: Window) -> None:
    page = lived.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("meta[name=viewport]").get_attribute("content") == "width=device-width, initial-scale=1"
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role


def test_the_first_key_leads_past_the_controls(lived: Window) -> None:
    page = lived.page
    page.get_by_role("navigation").get_by_role("button").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the pictures"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "watch"


def test_a_list_to_choose_from_looks_like_one(lived: Window) -> None:
    look = lived.page.locator("#choose-scenario").evaluate("each => getComputedStyle(each).appearance")
    assert look not in ("none", "textfield")


def test_only_the_page_one_is_on_is_underlined_in_forced_colours(lived: Window) -> None:
    lived.page.emulate_media(forced_colors="active")
    widths = "all => all.map(each => getComputedStyle(each).borderBottomWidth)"
    lines = lived.page.locator("nav button").evaluate_all(widths)
    lived.page.emulate_media(forced_colors="none")
    assert sorted(lines) == ["0px"] * (len(PAGES) - 1) + ["3px"]


def test_the_policy_of_the_page_is_in_force(lived: Window) -> None:
    tried = """async () => {
      const found = [];
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.slipped = true';
      document.body.append(script);
      new Image().src = 'https://elsewhere.example/picture.png';
      await fetch('https://elsewhere.example/').catch(() => 0);
      const frame = document.createElement('iframe');
      frame.src = location.href;
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 300));
      frame.remove();
      return [found, window.slipped === true];
    }"""
    found, slipped = lived.page.evaluate(tried)
    lived.asked.clear()  # what was tried just now
    assert set(found) >= {"script-src-elem", "img-src", "connect-src", "frame-src"} and not slipped


def test_without_scripts_the_page_says_what_it_needs(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address)
        assert "drawn by JavaScript" in page.get_by_role("main").inner_text()
    finally:
        context.close()


def test_a_blocked_socket_is_explained(browser: Any, address: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route_web_socket("**", lambda socket: socket.close())
        page.clock.install()
        page.goto(address)
        page.wait_for_function("window.app && window.app.loading")
        page.clock.fast_forward(11_000)
        page.get_by_role("alert").get_by_text("its live connection does not come about").wait_for()
        page.get_by_role("button", name="Load the page again").wait_for()
    finally:
        context.close()


def test_a_lost_server_is_explained_and_nothing_lies_upon_the_way_on(window: Open) -> None:
    town = window()
    notice, lost = town.page.locator("#bygd-notice"), "app.connectionStatus = 'disconnected'"
    town.page.evaluate(lost)
    town.page.get_by_role("heading", name="The server does not answer.").wait_for()
    assert not faults(town.page)
    town.page.evaluate("app.connectionStatus = 'connected'")
    notice.wait_for(state="hidden")  # it is back, and goes on where it was
    town.step()
    town.page.evaluate(f"{lost}; app.needsRefresh = true")  # it was started anew
    town.page.get_by_role("heading", name="The server does not know this page any more.").wait_for()
    with town.page.expect_navigation():
        notice.get_by_role("button", name="Load the page again").click()  # fails where something lies upon it
    town.page.wait_for_function("parseInt(document.querySelector('.frame')?.dataset.shown) > 0")
    assert notice.is_hidden() and town.month() == 0


def test_a_projector_shows_one_chart_at_a_time_with_its_sentence(lived: Window) -> None:
    opened(lived, "town")
    page = lived.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Projector").click()

    def shown() -> list[int]:
        look = "all => all.map((each, index) => each.checkVisibility() ? index + 1 : 0).filter(Boolean)"
        return list(page.locator(".series .card").evaluate_all(look))

    assert shown() == [1] and page.locator("#choose-scenario").is_hidden()
    assert re.search(r"is better|for you to say", page.locator(".sentence:visible").inner_text())
    page.keyboard.press("ArrowRight")
    assert shown() == [2]
    page.keyboard.press("4")
    assert shown() == [4]
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert shown() == [len(measures())], "around"
    lived.step()
    assert shown() == [len(measures())], "a month later it is still there"
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert not faults(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= 760, "on one screen"
    page.keyboard.press("Escape")
    assert len(shown()) == len(measures()) + 1


def test_levers_and_a_series_stand_on_the_first_screen_and_nothing_far_below(lived: Window) -> None:
    opened(lived, "town")
    page = lived.page

    def top(place: str) -> float:
        return float(page.locator(place).first.bounding_box()["y"])

    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("scrollTo(0, 0)")
    chart = page.locator(".card svg.line").first.bounding_box()
    assert top(".lever") < 600 and chart["y"] + chart["height"] < 768
    page.set_viewport_size({"width": 720, "height": 450})  # a laptop at 200 %
    page.evaluate("scrollTo(0, 0)")
    bar = page.get_by_role("button", name=re.compile("^Levers"))
    assert page.locator(".lever").first.is_hidden() and bar.get_attribute("aria-expanded") == "false"
    assert top(".levers-toggle") < top(".card svg.line")
    bar.click()
    page.locator(".lever").first.wait_for()
    assert top(".lever") - top(".levers-toggle") < 200
    bar.click()
    page.locator(".lever").first.wait_for(state="hidden")


def test_what_is_no_whole_number_is_answered_with_what_is_allowed(lived: Window) -> None:
    field = lived.page.locator("#whole-seed")
    own = field.input_value()
    for text in ("-3", "2.5"):
        field.fill(text)
        field.press("Enter")
        lived.page.get_by_text(f"{text} cannot be used: give a whole number from 0 on.").wait_for()
        assert field.get_attribute("aria-invalid") == "true"
    field.fill(own)


def test_a_file_in_another_encoding_is_refused_in_the_words_of_the_command(lived: Window, tmp_path: Path) -> None:
    path = tmp_path / "umea.yaml"
    path.write_bytes("title: Umeå\n".encode("latin-1"))
    with pytest.raises(ScenarioError) as refused:
        load_scenario(path)
    lived.page.locator("#upload").set_input_files(path)
    problem = lived.page.locator(".problem")
    problem.get_by_text("umea.yaml").wait_for()
    said = str(refused.value).replace(str(path), "umea.yaml")
    assert said.splitlines()[-1] in problem.inner_text(), said


def test_what_is_being_built_has_its_name_alone(window: Open) -> None:
    town = window()
    seen = """(patience) => new Promise((done, never) => {
      const end = Date.now() + patience;
      const look = () => {
        const words = document.querySelector('.building p')?.textContent;
        const old = document.querySelector('.old');
        if (Date.now() > end) return never(new Error(`built: ${words}, old: ${old}`));
        if (!words || !old) return setTimeout(look, 5);
        done([words, document.title, old.hasAttribute('inert'), old.contains(document.querySelector('.network'))]);
      };
      look();
      const list = document.querySelector('#choose-scenario');
      list.value = 'rural-town.yaml';
      list.dispatchEvent(new Event('change'));
    })"""
    words, title, inert, inside = town.page.evaluate(seen, PATIENCE)
    assert words.startswith("Building Granby, a made-up rural town …") and inert and inside
    assert title in ("bygd: building Granby, a made-up rural town", "bygd: Town · A made-up hamlet")
    town.page.locator(".old").wait_for(state="detached")
    assert town.page.locator(".building").count() == 0
    town.page.wait_for_function("document.title === 'bygd: Town · Granby, a made-up rural town'")
