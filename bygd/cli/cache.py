"""Say what the program keeps between commands, where and how much; compile it beforehand, or clear it.

The model is compiled once for each version and kept in a folder of the user's. When it is missing it is
compiled again, which takes half a minute or a minute; results do not depend on it. Folders of other versions are of no
use to this one; one that has not been used for 30 days is removed when another version is compiled.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail
from sim.words import counted

KEPT = {
    "places-refresh": "answers of statistics offices, for a day",
    "regions": "regions that the browser has built, at most 1 GB",
}
"""What lies in folders of the program's own, by name."""


class Kept(NamedTuple):
    """One folder of the cache."""

    path: Path
    size: int
    """Of all files in it [byte]."""
    files: int
    current: bool
    """Whether this version uses it."""
    used: float
    """When it was used last [s since 1970]."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--build", action="store_true", help="compile now what is not compiled yet, on all processors")
    parser.add_argument("--clear", action="store_true", help="delete everything that is kept")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from experiments.manifest import versions
    from sim import kernel_folder

    if kernel_folder.CACHE is None:
        return fail("with BYGD_JIT=0 nothing is compiled and nothing is kept", 2)
    root = kernel_folder.CACHE.parent
    left = cleared(kept_in(root, kernel_folder.CACHE)) if args.clear and args.build else []
    if args.build:
        from bygd.cli.compiling import compile_first

        kernel_folder.CACHE.mkdir(mode=0o700, exist_ok=True)
        compile_first(quiet=wants_json(args))
    kept = kept_in(root, kernel_folder.CACHE)
    if args.clear and not args.build:
        left = cleared(kept)
    if wants_json(args):
        print_json(_document(root, kept, args.clear, left, versions()))
    else:
        print(words(root, kept, cleared=args.clear and not args.build))
    return fail(f"cannot be deleted: {'; '.join(left)}", 1) if left else 0


def kept_in(root: Path, current: Path) -> list[Kept]:
    """The folders of compiled kernels, and others of the program's, in its cache."""
    from sim.kernel_folder import last_used

    found = []
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if path.is_dir() and not path.is_symlink():
            sizes = [file.lstat().st_size for file in path.rglob("*") if file.is_file()]
            found.append(Kept(path, sum(sizes), len(sizes), path == current, last_used(path)))
    return found


def cleared(kept: list[Kept]) -> list[str]:
    """Delete the folders; what could not be deleted, in words."""
    left: list[str] = []
    for one in kept:
        try:
            shutil.rmtree(one.path)
        except OSError as error:
            left.append(f"{one.path}: {error.strerror or error}")
    return left


def words(root: Path, kept: list[Kept], *, cleared: bool) -> str:
    from sim.kernel_folder import UNUSED_DAYS

    total = sum(one.size for one in kept)
    if not kept:
        return f"Nothing is kept in {root}"
    lines = [f"{'Deleted from' if cleared else 'Kept in'} {root}: {megabytes(total)}"]
    lines += [
        f"  {one.path.name}: {megabytes(one.size)}, {counted(one.files, 'file', 'files')}, {use_of(one)}"
        for one in kept
    ]
    if not cleared:
        if old := [one for one in kept if is_of_another(one)]:
            size = megabytes(sum(one.size for one in old))
            lines.append(
                f"{counted(len(old), 'other version', 'other versions')}, {size}: of no use to this one. What has not "
                f"been used for {UNUSED_DAYS} days is removed when another version is compiled."
            )
        lines.append("'bygd cache --clear' deletes all of it.")
    return "\n".join(lines)


def use_of(one: Kept) -> str:
    if one.current:
        return "the model as this version compiles it"
    if not is_of_another(one):
        return KEPT.get(one.path.name, "of libraries")
    return f"of another version, last used {time.strftime('%Y-%m-%d', time.localtime(one.used))}"


def is_of_another(one: Kept) -> bool:
    """Whether it holds the kernels of another version."""
    from sim.kernel_folder import NAME

    return not one.current and NAME.fullmatch(one.path.name) is not None


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _document(root: Path, kept: list[Kept], clear: bool, left: list[str], found: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": root,
        "size": sum(one.size for one in kept),
        "cleared": clear,
        "not_deleted": left,
        "versions": found,
        "folders": [
            {
                "path": one.path,
                "size": one.size,
                "files": one.files,
                "current": one.current,
                "last_used": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.used)),
            }
            for one in kept
        ],
    }
