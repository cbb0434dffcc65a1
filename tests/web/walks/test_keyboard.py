"""By keys alone: the skip link, all of Town, the language, and a question on Compare."""

from __future__ import annotations

from typing import Any

from tests.web.walks.walking import Walk, walk

FOCUSED = """() => {
  const each = document.activeElement, look = getComputedStyle(each);
  const label = each.labels && each.labels[0] ? each.labels[0].innerText : '';
  return { name: each.id || each.textContent.trim().slice(0, 40), label: each.getAttribute('aria-label') || label,
           shown: parseFloat(look.outlineWidth) > 0 && look.outlineStyle !== 'none', body: each === document.body };
}"""
MOST = 120


def tabbed(person: Walk, *, until: str = "") -> list[dict[str, Any]]:
    """What Tab leads to, one after the other, until a name or once around."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST):
        person.page.keyboard.press("Tab")
        here = person.page.evaluate(FOCUSED)
        if here["body"] or (found and here["name"] == found[0]["name"]):
            return found
        found.append(here)
        if here["name"] == until:
            return found
    raise AssertionError(f"caught at {found[-1]}")


def test_town_language_and_compare_are_worked_by_keys_alone(browser: Any, address: str) -> None:
    with walk(browser, address) as person:
        page = person.page
        around = tabbed(person)
        names = [each["name"] for each in around]
        assert names[0] == "To the pictures"
        for name in ("Town", "Compare", "choose-language", "Play", "Step", "choose-scenario", "lever-mentor_hours"):
            assert name in names, names
        assert not [each for each in around if not each["shown"]], "the focus is seen everywhere"
        assert not [each for each in around if not (each["name"] or each["label"])], "everything has a name"

        person.load()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "watch"
        person.load()
        tabbed(person, until="Step")
        with person.redrawn():
            page.keyboard.press("Enter")
        assert person.month() == 1
        tabbed(person, until="lever-capacity")
        with person.redrawn():
            page.keyboard.press("ArrowRight")
        assert person.says("capacity") == "25 at once"
        person.stop("Town by keys")

        person.load()
        tabbed(person, until="choose-language")
        page.keyboard.press("ArrowDown")
        page.wait_for_function("document.documentElement.lang !== 'en'")
        page.keyboard.press("ArrowUp")
        page.wait_for_function("document.documentElement.lang === 'en'")

        person.load()
        tabbed(person, until="Compare")
        page.keyboard.press("Enter")
        compare = page.get_by_role("region", name="Compare", exact=True)
        compare.wait_for()
        tabbed(person, until="lever-b-mentor_hours")
        page.keyboard.press("ArrowRight")
        compare.get_by_text("B differs from A by").wait_for()
        person.stop("Compare by keys")
