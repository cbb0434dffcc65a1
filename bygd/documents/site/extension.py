"""What Sphinx is told beyond its settings: navigation from the front page, notebooks as pages, no links out of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FRONT = "index"
SECTION = re.compile(r"^## (.+)\n((?:(?!^## ).*\n?)*)", re.MULTILINE)
PAGE = re.compile(r"\]\(((?!\w+:)[^)#]+)\.(?:md|ipynb)\)")
OUTSIDE = re.compile(r"\[([^\]]+)\]\((\.\./[^)#]+)\)")


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", prepared)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def prepared(app: Any, docname: str, source: list[str]) -> None:
    """Change a page's text, in place, before it is read."""
    path = Path(app.env.doc2path(docname))
    if path.suffix == ".ipynb":
        source[0] = markdown_of(source[0])
    elif docname == FRONT:
        source[0] = with_navigation(source[0])
    source[0] = without_outside_pages(source[0], path.parent, Path(app.srcdir))


def with_navigation(text: str) -> str:
    """The front page with what its sections link to as the navigation: headings are captions, links are entries."""

    def contents(found: re.Match[str]) -> str:
        pages = "\n".join(dict.fromkeys(PAGE.findall(found[2])))
        tree = f"```{{toctree}}\n:hidden:\n:caption: {found[1]}\n\n{pages}\n```\n"
        return f"{found[0].rstrip()}\n\n{tree}\n" if pages else found[0]

    return SECTION.sub(contents, text.rstrip() + "\n")


def markdown_of(notebook: str) -> str:
    """A notebook's cells as a page: words as they are, code as blocks of Python."""
    parts = []
    for cell in json.loads(notebook)["cells"]:
        text = "".join(cell["source"])
        parts.append(text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def without_outside_pages(text: str, here: Path, docs: Path) -> str:
    """A page in the folder ``here`` without its links to folders and pages of the project that lie beyond ``docs``;
    links to other files stay, and the files are copied into the site."""

    def kept(found: re.Match[str]) -> str:
        target = (here / found[2]).resolve()
        page = target.is_dir() or target.suffix == ".md"
        return found[1] if page and not target.is_relative_to(docs.resolve()) else found[0]

    return OUTSIDE.sub(kept, text)


__all__ = ["markdown_of", "setup", "with_navigation", "without_outside_pages"]
