"""Driving the page as somebody would: finding a browser, the real server, and what one does on the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web.get_browser import SYSTEM_BROWSERS

ROOT = Path(__file__).resolve().parents[2]
HERE = ("127.0.0.1", "localhost")
WITHOUT = (
    "no browser to drive: `make test` installs one where it can; by hand, `python -m playwright install "
    "chromium` or, as root on Debian and Ubuntu, `apt-get install chromium`"
)
PATIENCE = 60_000  # milliseconds; the continuous check runs on busy machines


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser: Playwright's own, else the system's. Skips, saying why, where there is none."""
    reason = "playwright is not installed (the extra 'test')"
    driver = pytest.importorskip("playwright.sync_api", reason=reason)
    with driver.sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        system = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
        if not own.exists() and system is None:
            pytest.skip(WITHOUT)
        options = {} if own.exists() else {"executable_path": system}
        browser = playwright.chromium.launch(args=["--no-sandbox", "--disable-dev-shm-usage"], **options)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(*words: str) -> Iterator[str]:
    """``bygd serve`` with ``words`` on a free port; the address of the page."""
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    process = subprocess.Popen(
        [sys.executable, "-m", "bygd", "serve", "--port", "0", *words],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                break
        else:
            raise AssertionError("".join(said))
        yield found[0]
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


class Window:
    """A page of its own, as a second person would have, with everything it asked for."""

    def __init__(self, browser: Any, url: str, **context: Any) -> None:
        self.url = url
        self.context = browser.new_context(**context)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.listen()
        self.load()

    def listen(self) -> None:
        """Called before the page is first loaded, for those who hear more of it."""

    def load(self) -> float:
        """Open the page anew, as somebody who types its address; seconds until all of it has been drawn."""
        return self.load_at(self.url)

    def load_at(self, url: str) -> float:
        """Open an address of the page; seconds until all of it has been drawn."""
        began = time.monotonic()
        self.page.goto("about:blank")
        self.page.goto(url)
        self.page.wait_for_function("parseInt(document.querySelector('.frame')?.dataset.shown) > 0")
        return time.monotonic() - began

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def month(self) -> int:
        """Whatever language says it: the first number."""
        return int(re.search(r"\d+", self.page.locator(".clock small").inner_text())[0])  # type: ignore[index]

    def wait_month(self, at_least: int) -> int:
        self.page.wait_for_function(
            r"least => parseInt(document.querySelector('.clock small').textContent.match(/\d+/)) >= least", arg=at_least
        )
        return self.month()

    def frame(self) -> int:
        return int(self.page.locator(".frame").get_attribute("data-shown") or 0)

    @contextmanager
    def redrawn(self) -> Iterator[None]:
        """Do something that shows the town anew; goes on when all of the page has been drawn."""
        self.settle()
        before = self.frame()
        yield
        self.page.wait_for_function(
            "before => parseInt(document.querySelector('.frame').dataset.shown) > before", arg=before
        )

    def pause(self) -> None:
        """Press Pause; goes on when the months under way have been drawn."""
        self.button("Pause").click()
        self.page.locator("button:enabled", has_text=re.compile(r"^\s*Step\s*$")).wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until no frame is on its way: nothing new for as long as several frames take."""
        before = -1
        while before != self.frame():
            before = self.frame()
            self.page.wait_for_timeout(700)

    def step(self) -> float:
        """Press Step; seconds until the new month stands in the page."""
        before, month, began = self.frame(), self.month(), time.monotonic()
        self.button("Step").click()
        self.page.wait_for_function(
            "([frame, month]) => parseInt(document.querySelector('.frame').dataset.shown) > frame"
            " && parseInt(document.querySelector('.clock small').textContent) > month",
            arg=[before, month],
        )
        return time.monotonic() - began

    def move(self, lever: str, value: float) -> None:
        """Drag a lever to a value and let go."""
        self.page.locator(f"#lever-{lever}").evaluate(
            "(input, value) => {"
            " const stops = JSON.parse(input.closest('.lever').dataset.stops);"
            " input.value = stops.findIndex((stop) => Math.abs(stop - value) < 1e-9);"
            " input.dispatchEvent(new Event('input')); input.dispatchEvent(new Event('change')); }",
            value,
        )

    def says(self, lever: str) -> str:
        """A lever's value as it stands beside its name."""
        return str(self.page.locator(f"[data-lever={lever}] output").inner_text())

    def known(self) -> str:
        """What the page says of the figures of a real place."""
        return str(self.page.locator(".known p").inner_text())

    def problem(self) -> str:
        return str(self.page.locator("[role=alert]").text_content())

    def far_requests(self) -> list[str]:
        """What was asked of anything but this machine."""
        addresses = [each for each in self.asked if not each.startswith(("data:", "blob:", "about:"))]
        return [each for each in addresses if urlsplit(each).hostname not in HERE]

    def close(self) -> None:
        self.context.close()


__all__ = ["PATIENCE", "Window", "chromium", "served"]
