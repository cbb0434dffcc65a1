"""Commands asked for from a page: the same words, parsed by the same parser and refused in the same words."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from bygd.web.background import Refused

TOWN, ANSWERS = "town.yaml", "answers.yaml"
"""Files that the words name: written into a folder of the question's own."""


class Words(NamedTuple):
    """A command and the files it needs, text by name."""

    words: tuple[str, ...]
    """Behind ``bygd`` and the command's name."""
    files: dict[str, str]


class Told(NamedTuple):
    """What a command said, ready for a page."""

    html: str
    command: str
    files: tuple[tuple[str, str, str], ...]
    """(path in the question's folder, label, media type) of what can be taken along."""


class Parser(argparse.ArgumentParser):
    """Refuses instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise Refused(re.sub(r"^argument (--?[\w-]+): ", r"\1: ", message))


def parsed(arguments: Callable[[argparse.ArgumentParser], None], words: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command. Raises :class:`~bygd.web.background.Refused` in its words."""
    parser = Parser(add_help=False)
    arguments(parser)
    return parser.parse_args(list(words))


def placed(asked: Words, folder: Path) -> list[str]:
    """Write the files into ``folder``; the words, with the files' paths in place of their names."""
    for name, text in asked.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / word) if word in asked.files else word for word in asked.words]


def shown(command: str, asked: Words) -> str:
    """The command as somebody types it who has the files in the folder they are in."""
    return shlex.join(["bygd", command, *asked.words])


__all__ = ["ANSWERS", "TOWN", "Told", "Words", "parsed", "placed", "shown"]
