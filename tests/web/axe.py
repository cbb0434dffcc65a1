"""axe-core (Deque), which looks for what would be in the way of people with other senses or means."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest


@cache
def script() -> str:
    """axe-core as it comes with its package: nothing is loaded from elsewhere."""
    found = pytest.importorskip("axe_playwright_python", reason="the extra 'test' is not installed")
    from importlib.resources import files

    return (files(found.__name__) / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Any) -> list[str]:
    """What axe finds on a page as it stands: rule, place and what to do."""
    # By the debugger, which the page's own policy does not bind: the page stays as it is served.
    page.evaluate(script() + ";undefined")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {node['target'][0]}: {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


__all__ = ["faults"]
