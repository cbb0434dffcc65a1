"""One browser and one server for all tests that look at the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.web.browser import Window, chromium, served
from tests.web.small import helped


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def address(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server, with a hamlet that has a project of its own, for two years."""
    path = tmp_path_factory.mktemp("served") / "hamlet.yaml"
    path.write_text(helped(months=24).to_yaml(), encoding="utf-8")
    with served(str(path)) as url:
        yield url


@pytest.fixture
def window(browser: Any, address: str) -> Iterator[Callable[..., Window]]:
    """Opens pages; each must have stayed on this machine and run without an error of its script."""
    opened: list[Window] = []

    def open_one(**context: Any) -> Window:
        opened.append(Window(browser, address, **context))
        return opened[-1]

    yield open_one
    for each in opened:
        asked, errors = each.far_requests(), each.errors
        each.close()
        assert not asked, "asked of other machines"
        assert not errors, "errors of the page's scripts"
