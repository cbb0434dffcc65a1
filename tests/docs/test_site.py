"""The site of the documentation: whole, strict, by itself on this machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bygd.documents.site.__main__ import main
from bygd.documents.site.build import NotASite, Wrong, build
from bygd.documents.site.extension import markdown_of, with_navigation, without_outside_pages
from bygd.documents.site.links import problems
from tests.web.browser import chromium

pytestmark = pytest.mark.filterwarnings("ignore:'myst_parser")  # what MyST still asks Sphinx for is MyST's affair
ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for ending in ("*.md", "notebooks/*.ipynb") for path in DOCS.glob(ending))
NO_NETWORK = """\
import runpy, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise RuntimeError(f"a network was asked for: {event} {arguments}")
sys.addaudithook(refuse)
sys.argv = ["site", sys.argv[1]]
runpy.run_module("bygd.documents.site", run_name="__main__")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built by a process that cannot reach a network."""
    into = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, str(into)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == str(into / "index.html")
    return into


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.slow
def test_the_site_has_every_page_and_stands_by_itself(site: Path) -> None:
    for path in PAGES:
        assert (site / path.relative_to(DOCS)).with_suffix(".html").is_file(), path
    assert problems(site) == []
    front = (site / "index.html").read_text(encoding="utf-8")
    captions = re.findall(r'<span class="caption-text">(.*?)</span>', front)
    assert captions == re.findall(r"^## (.*)$", (DOCS / "index.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.slow
def test_it_is_read_and_searched_from_files_alone(site: Path, browser: Any) -> None:
    """As somebody does who was sent the folder: nothing but its files is asked for, and no script fails."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in ("index.html", "council.html", "notebooks/fork.html", "parameters.html"):
        page.goto((site / name).as_uri())
    page.goto((site / "index.html").as_uri())
    page.fill("input[name=q]", "caseload")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#search-results li a")
    found = [each.get_attribute("href") for each in page.query_selector_all("#search-results li a")]
    context.close()
    assert any(str(href).startswith("parameters.html") for href in found), found
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data", "blob"}, asked
    assert not errors


def test_the_front_page_leads_to_every_page_once() -> None:
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([\w./-]+\.(?:md|ipynb))\)", text)
    assert sorted(linked) == sorted(path.relative_to(DOCS).as_posix() for path in PAGES if path.stem != "index")


def headings(text: str) -> set[str]:
    """Names of the places on a page of Markdown, as forges, MyST and our own links make them."""
    found: set[str] = set()
    for line in re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        if heading := re.match(r"#{1,4} (.*)", line):
            slug = re.sub(r"[^\w\- ]", "", heading[1].strip().lower()).replace(" ", "-")
            found.add(next(name for k in range(99) if (name := f"{slug}-{k}" if k else slug) not in found))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """What the site sees when it is built, of the pages as they are printed."""
    raw = path.read_text(encoding="utf-8")
    text = markdown_of(raw) if path.suffix == ".ipynb" else raw
    for target in re.findall(
        r"\]\(((?!\w+:)[^)\s]+)\)", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    ):
        name, _, place = target.partition("#")
        aim = path.parent / name if name else path
        assert aim.exists(), f"{path.name}: {target}"
        if place:
            assert place in headings(aim.read_text(encoding="utf-8")), f"{path.name}: {target}"


def small(folder: Path, **pages: str) -> Path:
    """Pages of a small documentation, with the front page that leads to them."""
    docs = folder / "docs"
    docs.mkdir(exist_ok=True)
    links = "".join(f"- [{name}]({name}.md)\n" for name in pages)
    for name, text in {"index": f"# Front\n\n## All\n\n{links}", **pages}.items():
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    return docs


def test_a_page_that_is_wrong_leaves_the_site_before_it(tmp_path: Path) -> None:
    into = tmp_path / "site"
    front = build(into, small(tmp_path, one="# One\n\n## A place\n", two="# Two\n\n[there](one.md#a-place)\n"))
    before = front.read_bytes()
    with pytest.raises(Wrong, match=r"no-such-place"):
        build(into, small(tmp_path, one="# One\n", two="# Two\n\n[there](one.md#no-such-place)\n"))
    assert front.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotASite, match="something other than a site"):
        build(tmp_path)
    assert main([str(tmp_path)]) == 2 and "something other" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="other.html#here">', None),
        ('<a href="https://example.org/far">', None),
        ('<a href="mailto:a@example.org">', None),
        ('<img src="data:image/png;base64,AA==">', None),
        ('<a href="none.html">', "none.html is not there"),
        ('<a href="other.html#nowhere">', "no such place"),
        ('<a href="#nowhere">', "no such place"),
        ('<a href="../outside.html">', "not there"),
        ('<script src="https://example.org/x.js"></script>', "another machine"),
        ('<script src="//example.org/x.js"></script>', "another machine"),
        ('<link rel="stylesheet" href="https://example.org/fonts.css">', "another machine"),
        ('<img srcset="near.png 1x, https://example.org/far.png 2x">', "another machine"),
        ('<p style="background: url(https://example.org/x.png)">', "another machine"),
        ('<iframe src="https://example.org/">', "another machine"),
    ],
)
def test_what_is_wrong_with_a_link_is_seen(body: str, said: str | None, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.html").write_text("", encoding="utf-8")
    (site / "near.png").touch()
    (site / "other.html").write_text('<h1 id="here">', encoding="utf-8")
    (site / "page.html").write_text(body, encoding="utf-8")
    found = problems(site)
    assert found == [] if said is None else any(said in line and line.startswith("page.html: ") for line in found)


@pytest.mark.parametrize(
    "style", ["@import 'https://example.org/a.css';", "a { background: url(//example.org/a.png) }"]
)
def test_what_a_style_sheet_loads_is_looked_at(style: str, tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text(style, encoding="utf-8")
    assert len(problems(tmp_path)) == 1


def test_navigation_comes_from_the_sections_of_the_front_page() -> None:
    text = "# Front\n\nwords [x](far.md)\n\n## One\n\n- [a](a.md): words\n- [b](sub/b.ipynb)\n\n## Two\n\nnothing\n"
    assert re.findall(r":caption: (\w+)\n\n([^`]*)\n```", with_navigation(text)) == [("One", "a\nsub/b")]


def test_a_notebook_is_a_page() -> None:
    cells = [{"cell_type": "markdown", "source": ["# A\n", "b"]}, {"cell_type": "code", "source": ["x = 1"]}]
    assert markdown_of(json.dumps({"cells": cells})) == "# A\nb\n\n```python\nx = 1\n```\n"


def test_links_out_of_the_documentation_stay_where_a_site_can_follow() -> None:
    text = "[a](../calibration/targets.yaml) [b](../benchmarks/README.md) [c](../calibration/stage) [d](../docs/api.md)"
    assert without_outside_pages(text, DOCS, DOCS) == "[a](../calibration/targets.yaml) b c [d](../docs/api.md)"
