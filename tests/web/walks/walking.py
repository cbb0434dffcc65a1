"""What the walks have in common: stops at which axe looks, and what has to hold all along the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.web.axe import faults
from tests.web.browser import PATIENCE, Window
from tests.web.small import hamlet

LONG = 10 * PATIENCE
"""Milliseconds for what simulates pairs of runs."""


class Walk(Window):
    """A person's way through the pages."""

    def __init__(self, browser: Any, url: str, **context: Any) -> None:
        self.said: list[str] = []
        super().__init__(browser, url, **context)

    def listen(self) -> None:
        """Errors on the console, from the first load on."""
        hear_errors(self.page, self.said)

    def stop(self, where: str) -> None:
        """Nothing is in anybody's way here."""
        self.settle()
        found = faults(self.page)
        assert not found, f"{where}: " + "\n".join(found)

    def turn_to(self, page: str) -> Any:
        """Open a page by its name in the navigation; its section."""
        self.page.get_by_role("navigation").get_by_role("button", name=page, exact=True).click()
        section = self.page.get_by_role("region", name=page, exact=True)
        return section if page != "Town" else self.page.locator(".watch")

    def give(self, field: str, value: str) -> None:
        """Write into a field and leave it with Enter."""
        self.page.fill(field, value)
        self.page.press(field, "Enter")

    def take(self, section: Any, label: str, folder: Path) -> Path:
        """Download a file by the name of its button."""
        with self.page.expect_download() as download:
            section.get_by_role("button", name=label).first.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path


def hear_errors(page: Any, said: list[str]) -> None:
    """What a page's console says of errors goes into ``said``."""
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)


@contextmanager
def walk(browser: Any, url: str, **context: Any) -> Iterator[Walk]:
    """A walk that ends without an error, and has asked nothing of another machine."""
    walking = Walk(browser, url, **context)
    try:
        yield walking
        assert not walking.errors and not walking.said, (walking.errors, walking.said)
        assert len(walking.asked) > 5 and not walking.far_requests()
    finally:
        walking.close()


def region_file(folder: Path) -> Path:
    """Two hamlets, for a map."""
    path = folder / "two.yaml"
    places = {"vik": {"population": 260, "newcomers": 0.2, "name": "Vik"}, "ness": {"population": 120, "name": "Ness"}}
    path.write_text(hamlet(places=places, travel={"vik": {"ness": 25}}).to_yaml(), encoding="utf-8")
    return path


__all__ = ["LONG", "Walk", "hear_errors", "region_file", "walk"]
