"""Build the site from the pages, strictly: any warning, broken link or file from elsewhere, and nothing is left."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from pathlib import Path

from bygd.cli.docs import folder
from bygd.documents.site.links import problems
from sim.version import VERSION

SIGN = ".buildinfo"
"""Sphinx leaves it in the folder of a site."""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Wrong(Exception):
    """Pages that warn, links that lead nowhere, or something asked of another machine; the message lists them."""


class NotASite(Exception):
    """The folder that the site should go to holds something else."""


def build(into: Path, pages: Path | None = None) -> Path:
    """Build the site of ``pages`` (the documentation) into the folder ``into`` and return its front page.

    A site that stands there is replaced when the new one is whole. Raises ``Wrong``, and ``NotASite`` where the
    folder holds anything but a site.
    """
    into = into.resolve()
    if into.exists() and not (into.is_dir() and ((into / SIGN).is_file() or not any(into.iterdir()))):
        raise NotASite(f"{into} holds something other than a site of the documentation; name another folder")
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=".site-") as scratch:
        made = Path(scratch) / "site"
        found = [*write(pages or folder(), made, Path(scratch) / "doctrees")] or problems(made)
        if found:
            raise Wrong("\n".join(["the site was not built:", *found]))
        made.chmod(0o755)
        if into.exists():
            shutil.rmtree(into)
        made.rename(into)
    return into / "index.html"


def write(pages: Path, into: Path, doctrees: Path) -> list[str]:
    """Have Sphinx write the site, and return its warnings."""
    from sphinx.application import Sphinx

    said = io.StringIO()
    app = Sphinx(pages, None, into, doctrees, "html", settings(), status=None, warning=said, freshenv=True)
    app.build()
    return [line for line in COLOUR.sub("", said.getvalue()).splitlines() if line.strip()]


def settings() -> dict[str, object]:
    """The settings of Sphinx."""
    return {
        "project": "bygd",
        "author": "The bygd developers",
        "release": VERSION,
        "extensions": ["myst_parser", "bygd.documents.site.extension"],
        "source_suffix": {".md": "markdown", ".ipynb": "markdown"},
        "exclude_patterns": ["**.ipynb_checkpoints"],
        "myst_heading_anchors": 4,
        "suppress_warnings": ["myst.header"],  # cases are told at the third level, beneath none of the second
        "highlight_language": "none",
        "html_theme": "furo",
        "html_title": f"bygd {VERSION}",
        "html_use_index": False,
        "html_domain_indices": False,
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_search_summary": False,  # it is fetched, which a page of file:// may not
        "html_theme_options": {"top_of_page_buttons": []},
    }


__all__ = ["NotASite", "Wrong", "build", "settings", "write"]
