"""Print a script that completes commands, options and files in the shell.

bygd completion bash > ~/.local/share/bash-completion/completions/bygd
bygd completion zsh > ~/.zfunc/_bygd          # with ~/.zfunc in fpath before compinit
bygd completion tcsh > ~/.bygd.tcsh           # and: source ~/.bygd.tcsh
"""

from __future__ import annotations

import argparse

SHELLS = ("bash", "zsh", "tcsh")
FILES = ("file", "base", "policies", "source", "posterior_from", "extends", "tables")
FOLDERS = ("folder", "out", "into")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="which shell the script is for")


def run(args: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(completed(), shell=args.shell))
    return 0


def completed() -> argparse.ArgumentParser:
    """The whole command line as one parser, its words marked that are files or folders."""
    import shtab

    from bygd.cli import whole_parser

    parser = whole_parser()
    for one in _parsers(parser):
        for action in one._actions:
            if action.dest in FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.dest in FOLDERS:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return parser


def _parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    return [
        one
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for one in action.choices.values()
    ]


__all__ = ["SHELLS", "completed"]
