"""The parameters as documents: a table for people, a JSON Schema for editors.

``python -m bygd.documents.parameters`` writes ``docs/parameters.md``.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from experiments.portrait.values import value_words
from sim.scenario.paths import extra, levers_of_policy, mapped, section_of
from sim.scenario.schema.base import Section, described
from sim.scenario.schema.prices import payer_of, price_of
from sim.scenario.schema.root import Scenario
from sim.scenario.unused import Choices, one_of
from sim.scenario.words import allowed, number
from sim.words import listed

INTRODUCTION = """\
# Parameters

Generated from the schema by `python -m bygd.documents.parameters`; do not edit. Everything a scenario file may
say, by section. A path in *italics* shapes the region before the first month and cannot be a lever; every
other one can change in time. Sources name a row of the evidence table or a publication; `assumed` values
are to be swept, `scenario` values belong to the place described, `model` marks switches of mechanisms.
"""


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, ``extends`` and partial files included."""
    schema = described(Scenario).model_json_schema()
    _loosen(schema)
    schema["properties"]["extends"] = {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}, {"type": "null"}],
        "description": "Another scenario file this one changes, or several, the later on top of the earlier: "
        "in its folder, or among those that come with bygd.",
    }
    for name, item in schema["properties"].items():
        if "$ref" in item:
            schema["properties"][name] = {"anyOf": [item, {"type": "null"}]}
    schema["anyOf"] = [{"required": ["places"]}, {"required": ["extends"]}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _loosen(node: Any) -> None:
    """A file that extends another may give part of an entry, or null to remove one."""
    if isinstance(node, list):
        for item in node:
            _loosen(item)
    if not isinstance(node, dict):
        return
    if node.get("type") == "object":
        node.pop("required", None)
        if isinstance(node.get("additionalProperties"), dict):
            node["additionalProperties"] = {"anyOf": [node["additionalProperties"], {"type": "null"}]}
        for pattern, item in node.get("patternProperties", {}).items():
            node["patternProperties"][pattern] = {"anyOf": [copy.deepcopy(item), {"type": "null"}]}
            node["additionalProperties"] = False
    for item in node.values():
        _loosen(item)


def markdown() -> str:
    """The table of parameters, section by section."""
    described(Scenario)
    parts = [INTRODUCTION]
    top = [(n, f) for n, f in Scenario.model_fields.items() if section_of(f.annotation) is None]
    parts.append(_table("scenario", "What the file as a whole says.", _rows(top, "")))
    for name, holder in top:
        inner = section_of(mapped(holder.annotation)) if mapped(holder.annotation) is not None else None
        if inner is not None:
            path = f"{name}.<key>"
            parts.append(_table(path, inner.__doc__ or "", _rows(inner.model_fields.items(), f"{path}.")))
    for name, holder in Scenario.model_fields.items():
        kind = section_of(holder.annotation)
        if kind is not None:
            parts.append(_table(name, kind.__doc__ or "", _section_rows(kind(), f"{name}.")))
    return "\n".join([*parts, LEVERS + "\n".join(_lever_rows()) + "\n"])


LEVERS = """\
## What levers cost, and who pays

Every lever of policy, what it buys and at which unit cost (section `prices`) it is booked in the measures
`spent` and `spent_by_payer`; only what is more than by default is booked, so that two arms differ by
what their levers cost. What is offered costs whether used or not; giving it up is a saving. Other parameters
describe people and places and are no levers of policy.

| lever | costs | unit cost | who pays |
|---|---|---|---|
"""


OWN_MONEY = {
    "fees": ("the fees themselves", "`clubs`"),
    "residence_incentive": ("the money itself", "`settlement`"),
    "childcare_fee": ("the fee that parents do not pay", "`childcare`"),
    "home_care_allowance": ("the money itself", "`childcare`"),
    "copies": ("what it costs where it was first", "`programmes`"),
}
"""Of items that are money already: what they cost, and where that stands."""


def _lever_rows() -> Iterator[str]:
    fields = type(Scenario.model_fields["prices"].get_default(call_default_factory=True)).model_fields
    for path, paid in levers_of_policy(Scenario):
        kind, _, why = paid.partition(": ")
        if why:
            cells = (why, "there", "the line's payer" if "line" in why else "its stream of money")
            if kind == "nothing":
                cells = (f"nothing: {why}", "", "")
            yield f"| `{path}` | " + " | ".join(cells) + " |"
            continue
        items = paid.split(", ")
        costs = [
            f"{number(fields[name].default)} {extra(fields[name])['unit']}" if price_of(name) else OWN_MONEY[name][0]
            for name in items
        ]
        payer = f"the {fields[payer_of(items[0])].default} (`prices.{payer_of(items[0])}`)"
        where = ", ".join(f"`prices.{name}`" if price_of(name) else OWN_MONEY[name][1] for name in items)
        yield f"| `{path}` | {where} | {', '.join(costs)} | {payer} |"


def _section_rows(section: Section, prefix: str) -> Iterator[str]:
    """Rows of a section and of those within it, with the defaults in force there."""
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            yield from _section_rows(value, f"{prefix}{name}.")
        else:
            yield _row(prefix + name, field, value_words(section.model_dump(mode="json")[name]))


def _rows(fields: Any, prefix: str) -> Iterator[str]:
    for name, field in fields:
        if inner := section_of(field.annotation):
            yield from _rows(inner.model_fields.items(), f"{prefix}{name}.")
            continue
        if field.is_required():
            default = "needed"
        else:
            default = value_words(field.get_default(call_default_factory=True))
        yield _row(prefix + name, field, default)


def _row(path: str, field: FieldInfo, default: str) -> str:
    about = extra(field)
    shown = f"*`{path}`*" if about.get("structural") else f"`{path}`"
    takes = allowed(field.annotation, "", field.metadata)
    meaning = " ".join(part for part in (field.description, used_where_in_words(about.get("used_where", {}))) if part)
    cells = [shown, meaning, about.get("unit", ""), takes, default, about.get("source", "")]
    return "| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in cells) + " |"


def used_where_in_words(needs: Choices) -> str:
    """What a field needs to be read, as a sentence."""
    said = [f"`{name}` is {one_of(values)}" for name, values in needs.items()]
    return f"Used where {listed(said)}." if said else ""


def _table(title: str, about: str, rows: Iterator[str]) -> str:
    lines = list(rows)
    if not lines:
        return f"## {title}\n\n{' '.join(about.split())}\n"
    return (
        f"## {title}\n\n{' '.join(about.split())}\n\n"
        "| path | meaning | unit | allowed | default | source |\n|---|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )


def main(arguments: list[str]) -> int:
    """Write ``docs/parameters.md`` (or the file named), and with ``--schema`` the JSON Schema instead."""
    from experiments.files import write_text

    if arguments[:1] == ["--schema"]:
        print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return 0
    default = Path(__file__).resolve().parents[2] / "docs" / "parameters.md"
    target = Path(arguments[0]) if arguments else default
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, markdown())
    print(f"Wrote {target}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
