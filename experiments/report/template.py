"""Filling in a page: one file, nothing fetched from anywhere, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from experiments.figures.picture import Rendered
from experiments.figures.theme import css_variables
from experiments.report.svg import inline_svg
from sim.languages import SOURCE, language, localised, ngettext
from sim.languages import _ as in_force
from sim.version import has_posterior, is_fitted

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from experiments.report.tables import Table


def fill(name: str, figures: Sequence[Rendered], **values: Any) -> str:
    """The page template ``name`` with ``values``, the style sheet, and ``figures`` as (figure, picture).

    A page extends base.html; ``name`` is a file of this folder.
    """
    from markupsafe import Markup

    style = _text("style.css")
    style = style.replace("/*light*/", css_variables(False)).replace("/*dark*/", css_variables(True))
    return (
        _environment()
        .get_template(name)
        .render(
            style=Markup(style),
            language=language(),
            english=Markup("" if language() == SOURCE else ' lang="en"'),
            figures=[(figure, Markup(inline_svg(figure.svg, figure.name, figure.alt))) for figure in figures],
            **values,
        )
    )


def inlined(figure: Rendered | None) -> list[tuple[Rendered, Any]]:
    """A figure as ``shown_figures`` takes it; of none, none."""
    from markupsafe import Markup

    return [(figure, Markup(inline_svg(figure.svg, figure.name, figure.alt)))] if figure is not None else []


def table_html(table: Table, kind: str = "numbers") -> str:
    """A table as it stands in a report. ``kind``: "words" where cells hold words, set left."""
    return str(_environment().get_template("macros.html").module.shown_table(table, kind))  # type: ignore[attr-defined]


@cache
def _environment() -> Environment:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(fitted=is_fitted(), refitted=has_posterior(), _=said, ngettext=said_of, localised=localised)
    return made


def said(message: str, /, **values: Any) -> Markup:
    """A text of a page, marked up, in the language in force; ``values`` are escaped. Its lines are broken as the page's
    are, which no translation needs to know of."""
    from markupsafe import Markup

    text = message if language() == SOURCE else in_force(" ".join(message.split()))
    return Markup(text).format(**values) if values else Markup(text)


def said_of(one: str, many: str, number: float, /, **values: Any) -> Markup:
    """As :func:`said`, in the form for ``number``."""
    from markupsafe import Markup

    forms = (one, many) if language() == SOURCE else (" ".join(one.split()), " ".join(many.split()))
    text = Markup(ngettext(*forms, number))
    return text.format(**values) if values else text


def _text(file: str) -> str:
    return resources.files("experiments.report").joinpath(file).read_text(encoding="utf-8")


__all__ = ["fill", "inlined", "table_html"]
