"""How a report comes out of a browser's printer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def sheets(browser: Any, file: Path) -> int:
    """How many A4 pages it prints on."""
    sheet = browser.new_page()
    sheet.goto(file.as_uri())
    printed = sheet.pdf(format="A4", prefer_css_page_size=True)
    sheet.close()
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def over_the_edge(browser: Any, file: Path, media: str, width: int) -> list[str]:
    """What is wider than the page, or than what it stands in, on a page of ``width`` pixels."""
    sheet = browser.new_page(viewport={"width": width, "height": 900})
    sheet.goto(file.as_uri())
    sheet.emulate_media(media=media)
    found = [] if sheet.evaluate("document.documentElement.scrollWidth") <= width else ["the page"]
    over = "t => t.offsetParent && t.scrollWidth > t.parentElement.clientWidth + 1"
    found += sheet.evaluate(f"[...document.querySelectorAll('table')].filter({over}).map(t => t.innerText)")
    sheet.close()
    return found
