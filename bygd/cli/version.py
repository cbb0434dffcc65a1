"""Say which version this is, of the program and of what its results depend on."""

from __future__ import annotations

import argparse

from bygd.cli.answering import json_argument, print_json, wants_json


def arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from experiments.manifest import commit, versions

    found = versions()
    if source := commit():
        found["commit"] = source
    if wants_json(args):
        print_json(found)
    else:
        print("\n".join(f"{name} {value}" for name, value in found.items()))
    return 0
