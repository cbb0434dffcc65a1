"""Filling in a page: one file, nothing fetched from anywhere, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from experiments.figures.picture import Rendered
from experiments.figures.theme import css_variables
from experiments.report.svg import inline_svg


def fill(name: str, figures: Sequence[Rendered], **values: Any) -> str:
    """The page template ``name`` with ``values``, the style sheet, and ``figures`` as (figure, picture).

    A page extends base.html; ``name`` is a file of this folder.
    """
    import jinja2
    from markupsafe import Markup

    def text(file: str) -> str:
        return resources.files("experiments.report").joinpath(file).read_text(encoding="utf-8")

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(text), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    style = text("style.css")
    style = style.replace("/*light*/", css_variables(False)).replace("/*dark*/", css_variables(True))
    return environment.get_template(name).render(
        style=Markup(style),
        figures=[(figure, Markup(inline_svg(figure.svg, figure.name, figure.alt))) for figure in figures],
        **values,
    )


__all__ = ["fill"]
