"""``python -m bygd.documents.api > docs/api.md``: the public names, as their docstrings describe them."""

from __future__ import annotations

import inspect
from typing import Any

NAMES = ("load_scenario", "simulate", "History", "Simulation", "Plots", "Scenario", "IntegrationModel")
"""In the order of the page."""
OTHERS = {
    "sim.scenario": ("scenario_from", "with_overrides", "with_levers", "load_policy", "ScenarioError"),
    "sim.history": ("begin", "pull"),
    "experiments.lives": ("following",),
}
"""Names beyond those of ``bygd`` itself that scripts use."""
HEAD = """\
# Python interface

Made from the docstrings by `python -m bygd.documents.api`. Everything here is imported from `bygd`, or from the
module that is named; `simulate` and `load_scenario` are all that a first script needs
([tutorial](tutorial.md#7-from-python)).
"""
HIDDEN = ("pydantic", "mesa")
"""Methods that other libraries bring are described by them."""


def page() -> str:
    """The whole page."""
    import bygd

    parts = [HEAD, "## bygd", *(entry(name, getattr(bygd, name)) for name in NAMES)]
    for module, names in OTHERS.items():
        found = __import__(module, fromlist=list(names))
        parts += [f"## {module}", *(entry(name, getattr(found, name)) for name in names)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def entry(name: str, what: Any) -> str:
    """One name: its signature, its docstring, and the public methods of a class."""
    if not inspect.isclass(what):
        return f"### {name}\n\n    {name}{signature(what)}\n\n{words(what)}"
    lines = [f"### {name}\n\n{words(what)}"]
    for key, held in list(vars(what).items()):
        target = held.fget if isinstance(held, property) else getattr(held, "func", held)
        if (
            key.startswith(("_", "model_"))
            or not inspect.isfunction(target)
            or not target.__doc__
            or target.__module__.startswith(HIDDEN)
        ):
            continue
        call = signature(target) if inspect.isfunction(held) else ""
        lines.append(f"- `{name}.{key}{call}`: {' '.join(words(target).split())}")
    return lines[0] + ("\n\n" + "\n".join(lines[1:]) if lines[1:] else "")


def signature(what: Any) -> str:
    """The call as it stands in the source, without ``self``."""
    found = inspect.signature(what)
    kept = [one for key, one in found.parameters.items() if key != "self"]
    return str(found.replace(parameters=kept)).replace("'", "")


def words(what: Any) -> str:
    """A docstring in Markdown."""
    text = inspect.getdoc(what) or ""
    for role in (":class:", ":func:", ":meth:", ":data:", ":mod:"):
        text = text.replace(role, "")
    return text.replace("``", "`")


if __name__ == "__main__":
    print(page(), end="")
