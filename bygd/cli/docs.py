"""Print a page of the documentation, or say which pages there are and where they lie.

bygd docs
bygd docs tutorial
bygd docs parameters | less
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="page to print, such as tutorial")
    parser.add_argument("--path", action="store_true", help="print the path of the page instead")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    found = pages()
    if args.name is None:
        if wants_json(args):
            print_json([{"name": name, "title": title_of(path), "path": path} for name, path in found.items()])
        else:
            print(f"Pages in {folder()}; 'bygd docs NAME' prints one:\n")
            print("\n".join(f"  {name:<12} {title_of(path)}" for name, path in found.items()))
        return 0
    name = args.name.removeprefix("docs/").removesuffix(".md")
    if name not in found:
        from sim.scenario.paths import near

        return fail(f"there is no page {args.name!r}; {near(name, found)}", 2)
    if wants_json(args):
        path = found[name]
        text = path.read_text(encoding="utf-8")
        print_json({"name": name, "title": title_of(path), "path": path, "text": text})
    else:
        print(found[name] if args.path else found[name].read_text(encoding="utf-8").rstrip())
    return 0


def folder() -> Path:
    """Where the documentation lies: in the installed package, or in the project's folder."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "docs"
    return installed if installed.is_dir() else package.parent / "docs"


def pages() -> dict[str, Path]:
    """Every page by name."""
    return {path.stem: path for path in sorted(folder().glob("*.md"))}


def title_of(page: Path) -> str:
    """A page's heading."""
    with page.open(encoding="utf-8") as lines:
        return next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), page.stem)


__all__ = ["folder", "pages", "title_of"]
