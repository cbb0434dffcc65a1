"""Writing YAML that our own reader reads back as it was.

PyYAML writes for YAML 1.1, :mod:`sim.scenario.source` reads 1.2: text that either of them could take for
something else (``0180``, ``1e3``, ``yes``) is put in quotes.
"""

from __future__ import annotations

from typing import Any

import yaml

from sim.scenario.source import scalar_of


class _Dumper(yaml.SafeDumper):
    """PyYAML's, with quotes around what reads as a number."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if isinstance(scalar_of(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(data: Any) -> str:
    """Plain data as YAML, mappings in their order, letters as they are."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


def scalar_text(value: Any) -> str:
    """One value as it stands behind a key."""
    return yaml_text([value]).removeprefix("- ").rstrip("\n")
