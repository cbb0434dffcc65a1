"""What is wrong with the links of a finished site: pages and anchors that are not there, files of other machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""Attributes by which a page has the browser load something."""
FOLLOWED = {"a": ("href",), "area": ("href",), "form": ("action",)}
"""Attributes that lead somewhere when somebody wants it."""
STYLE = re.compile(r"@import\s+[\"']([^\"']+)|url\(\s*[\"']?([^\"')]+)")


class Page(HTMLParser):
    """Names of places on a page, and what it loads and leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.loaded: list[str] = []
        self.followed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)
            elif name in LOADED.get(tag, ()):
                several = [part.split()[0] for part in value.split(",") if part.strip()]
                self.loaded += several if name == "srcset" else [value]
            elif name in FOLLOWED.get(tag, ()):
                self.followed.append(value)
            elif name == "style":
                self.loaded += addresses(value)


def addresses(style: str) -> Iterator[str]:
    """What a style sheet loads."""
    for found in STYLE.finditer(style):
        yield (found[1] or found[2]).strip()


def problems(site: Path) -> list[str]:
    """What is wrong, a line each, in the order of the pages; empty for a site that stands by itself."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        found += [f"{name}: {target} is on another machine" for target in page.loaded if is_elsewhere(target)]
        for target in (*page.loaded, *page.followed):
            if (wrong := broken(target, path, site, pages)) is not None:
                found.append(f"{name}: {wrong}")
    for path in sorted(site.rglob("*.css")):
        name = path.relative_to(site).as_posix()
        for target in addresses(path.read_text(encoding="utf-8")):
            if is_elsewhere(target):
                found.append(f"{name}: {target} is on another machine")
            elif not target.startswith(("data:", "#")) and not (path.parent / unquote(urlsplit(target).path)).is_file():
                found.append(f"{name}: {target} is not there")
    return found


def is_elsewhere(target: str) -> bool:
    """Whether a browser would ask another machine for it."""
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ws", "wss", "ftp")


def broken(target: str, path: Path, site: Path, pages: dict[Path, Page]) -> str | None:
    """What is wrong with a link of the page at ``path``; None for a good one, and for one to another machine."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    aim = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not aim.is_file() or site.resolve() not in aim.resolve().parents:
        return f"{target} is not there"
    page = pages.get(aim) or pages.get(site / aim.relative_to(site.resolve()))
    fragment = unquote(parts.fragment)
    if fragment and page is not None and fragment not in page.anchors:
        return f"{target} has no such place on it"
    return None


__all__ = ["Page", "addresses", "is_elsewhere", "problems"]
