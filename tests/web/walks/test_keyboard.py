"""By keys alone: the skip link, all of Town, the language, and a question on Compare."""

from __future__ import annotations

from typing import Any

from tests.web.walks.walking import Walk, walk

FOCUSED = """begins => {
  const each = document.activeElement, look = getComputedStyle(each);
  const label = each.labels && each.labels[0] ? each.labels[0].innerText : '';
  if (begins) window.firstStop = each;
  return { name: each.id || each.textContent.trim().slice(0, 40), label: each.getAttribute('aria-label') || label,
           shown: parseFloat(look.outlineWidth) > 0 && look.outlineStyle !== 'none', body: each === document.body,
           around: !begins && each === window.firstStop };
}"""
MOST = 120


def tabbed(person: Walk, *, until: str = "", key: str = "Tab") -> list[dict[str, Any]]:
    """What Tab (or ``key``) leads to, one after the other, until a name or to the end. Fails where it does not come to
    the name or the end."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST):
        person.page.keyboard.press(key)
        here = person.page.evaluate(FOCUSED, not found)
        if here["body"] or here["around"]:
            assert not until, f"once around without {until}: {[each['name'] for each in found]}"
            return found
        found.append(here)
        if here["name"] == until:
            return found
    raise AssertionError(f"caught at {found[-1]}")


def seen_and_named(around: list[dict[str, Any]]) -> list[str]:
    """The names of all stops, each of which shows the focus."""
    assert not [each for each in around if not each["shown"]], "the focus is seen everywhere"
    assert not [each for each in around if not (each["name"] or each["label"])], "everything has a name"
    return [each["name"] for each in around]


def test_town_language_and_compare_are_worked_by_keys_alone(browser: Any, address: str) -> None:
    with walk(browser, address) as person:
        page = person.page
        names = seen_and_named(tabbed(person))
        assert names[0] == "To the pictures"
        for name in ("Town", "Compare", "choose-language", "Play", "Step", "choose-scenario", "lever-mentor_hours"):
            assert name in names, names

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
        to_end = seen_and_named(tabbed(person))
        assert "whole-compare-sets" in to_end and "Compare" in to_end, to_end
        back = seen_and_named(tabbed(person, key="Shift+Tab"))
        assert back[: len(to_end)] == to_end[::-1], "the same stops backwards"
        assert back[len(to_end)] == "lever-b-mentor_hours" and back[-1] == names[0], back
