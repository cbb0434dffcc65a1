"""The commented scenario that ``bygd new`` writes."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from sim.scenario.paths import extra, section_of
from sim.scenario.schema.base import Section, described
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.scenario.words import allowed
from sim.scenario.writing import scalar_text

HEAD = """\
# A scenario for bygd. 'bygd check FILE' says what it describes and what is wrong with it,
# 'bygd run FILE' simulates it. 'bygd docs parameters' explains every field.
# A field that is left out has its default. To change only a few things of another scenario instead,
# begin with a line such as   extends: rural-town.yaml   and write only what differs; to put ready pieces
# together,   extends: [rural-town.yaml, countries/sweden.yaml, programmes/friend-mentor.yaml]

title: My town
description: A small town that takes in refugees.

start: 2010-01        # first month
months: 120           # ten years
seed: 1               # the same seed gives the same history

# Settlements, each under a short name (small letters, digits, - and _).
places:
  town:
    name: Town        # as shown in reports
    population: 3000  # inhabitants in the first month
    ages: rural       # rural, town or city, or eight shares by age
    newcomers: 0.05   # share of inhabitants who came as newcomers before the start

# Minutes by car between every two places, when there are several. One direction is enough; where none are
# given they follow from the places' positions (position: [east, north] in km).
# travel:
#   town: {village: 25}

# Bus lines, for who has no car; a lever at buses.coast.active opens or closes one.
# buses:
#   coast: {between: [town, village], minutes: [35], cost_per_month: 60000, payer: region}

# Employers by name, when one may open, grow or close: a lever at sites.sawmill.posts says how many work there.
# sites:
#   sawmill: {place: town, sector: industry, posts: 80}

# Groups of newcomers with a language and an origin in common.
origins:
  syria: {name: Syria}
  eritrea: {name: Eritrea}

# Who arrives: pathway is quota, asylum, family, labour or youth.
arrivals:
  quota:
    place: town
    origin: syria
    pathway: quota
    per_year: 12      # people a year, on average
  asylum:
    place: town
    origin: eritrea
    pathway: asylum
    per_year: 8
    months: {2015-11: 10, 2015-12: 10}  # and so many more in these months

# Claims the sources disagree on: run both ways.
rivals:
  belonging: informal                   # or informal_and_membership
  work_and_integration: contacts_first  # or work_first
  school_closure: no_effect             # or drives_out

# Levers change a field from a month on.
# levers:
#   meeting.free_hours:
#     2014-01: 52
"""


def starter(*, every_parameter: bool = False, pieces: Sequence[str] = ()) -> str:
    """The text of a starter scenario; with ``every_parameter``, all of them as comments. ``pieces``: names of
    ready pieces that it is put together with."""
    head = HEAD
    if pieces:
        files = ", ".join(f"{name}.yaml" for name in pieces)
        head = HEAD.replace("\ntitle:", f"\nextends: [{files}]\n\ntitle:", 1)
    if not every_parameter:
        return head
    parts = [head, "# Every parameter at its default. Uncomment the section and the lines to change."]
    for name in SECTIONS:
        if name == "rivals":
            continue
        kind = section_of(Scenario.model_fields[name].annotation)
        if kind is not None and kind.model_fields:
            parts.append(f"\n# {name}:" + _commented(kind(), depth=1))
    return "\n".join(parts) + "\n"


def _commented(section: Section, depth: int) -> str:
    described(type(section))
    lines = [""]
    indent = "# " + "  " * depth
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            lines.append(f"{indent}{name}:" + _commented(value, depth + 1))
            continue
        words = f"{allowed(field.annotation, str(extra(field).get('unit', '')), field.metadata)}. "
        words += " ".join((field.description or "").split())
        lines += [f"{indent}# {line}" for line in textwrap.wrap(words, 96)]
        lines.append(f"{indent}{name}: {_written(section, name, value)}")
    return "\n".join(lines)


def _written(section: Section, name: str, value: Any) -> str:
    plain = section.model_dump(mode="json", include={name})[name]
    return scalar_text(plain) if isinstance(value, str) else json.dumps(plain, ensure_ascii=False)


__all__ = ["starter"]
