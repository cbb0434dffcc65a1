"""The language that is written in, and how a text of the code is said in it.

English is the source: a text in the code is its own key (gettext). Catalogues of the others stand in ``catalogues``, a
file a language, as ``bygd.languages`` makes them from the code. Babel is imported when a language other than English is
first asked for: whoever reads English needs nothing of it. What is not translated, or marked fuzzy, stays English.

The language in force belongs to the context (:mod:`contextvars`): two threads may write in two.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import gettext as standard
import io
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "en"
LANGUAGES: dict[str, tuple[str, str]] = {
    SOURCE: ("English", "English"),
    "sv": ("svenska", "Swedish"),
    "nb": ("norsk bokmål", "Norwegian"),
    "da": ("dansk", "Danish"),
    "fi": ("suomi", "Finnish"),
    "is": ("íslenska", "Icelandic"),
}
"""By code (BCP 47): its own name, and the English one."""
OTHERS = tuple(code for code in LANGUAGES if code != SOURCE)
FOLDER = Path(__file__).with_name("catalogues")
_IN_FORCE: ContextVar[str] = ContextVar("language", default=SOURCE)


def language() -> str:
    """The code of the language in force."""
    return _IN_FORCE.get()


@contextlib.contextmanager
def in_language(code: str) -> Iterator[None]:
    """Write in the language ``code`` for as long as the block lasts. Raises ``ValueError`` for one there is not."""
    before = _IN_FORCE.set(known(code))
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def known(code: str) -> str:
    """``code``; raises ``ValueError`` that says which there are, and the nearest, where there is no such language."""
    if code in LANGUAGES:
        return code
    names = {word.casefold(): one for one, words in LANGUAGES.items() for word in (one, *words, *words[0].split())}
    names |= dict.fromkeys(("no", "nn"), "nb")
    said = code.strip().casefold().partition(".")[0]
    near = difflib.get_close_matches(said.replace("_", "-").partition("-")[0], names, 1) or difflib.get_close_matches(
        said, names, 1
    )
    hint = f"did you mean {names[near[0]]}? " if near else ""
    there = ", ".join(f"{one} ({words[1]})" for one, words in LANGUAGES.items())
    raise ValueError(f"there is no language {code!r}; {hint}there are {there}")


def N_(message: str) -> str:
    """Marks a text that is said later, through :func:`_`."""
    return message


def _(message: str, /, **values: Any) -> str:
    """``message`` in the language in force, with ``values`` in the place of its {names}."""
    return filled(message if language() == SOURCE else catalogue(language()).gettext(message), values)


def ngettext(one: str, many: str, number: float, /, **values: Any) -> str:
    """As :func:`_`, in the form for ``number``: in English ``one`` for exactly one, else ``many``."""
    if language() == SOURCE:
        return filled(one if number == 1 else many, values)
    return filled(catalogue(language()).ngettext(one, many, form_number(number)), values)


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """As :func:`_`, where one English text stands for several: ``context`` says which."""
    return filled(message if language() == SOURCE else catalogue(language()).pgettext(context, message), values)


def filled(text: str, values: dict[str, Any]) -> str:
    return text.format(**values) if values else text


def form_number(number: float) -> int:
    """The whole number by which a plural form is chosen: what is no whole number is several."""
    return int(number) if number % 1 == 0 else 2


def translated(message: str, context: str = "") -> bool:
    """Whether the language in force has a text of its own for ``message``; English has."""
    if language() == SOURCE:
        return True
    found = catalogue(language())
    return (found.pgettext(context, message) if context else found.gettext(message)) != message


@functools.cache
def catalogue(code: str) -> standard.NullTranslations:
    """What is translated into a language."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = FOLDER / f"{code}.po"
    if not file.exists():
        return standard.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=code))  # leaves out what is fuzzy
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


@functools.cache
def locale(code: str) -> Locale:
    """How a language writes numbers, dates and lists (Babel, from Unicode's CLDR)."""
    from babel import Locale

    return Locale.parse(code)


@functools.cache
def _marks(code: str) -> dict[int, str]:
    marks = locale(code).number_symbols["latn"]
    return str.maketrans({",": marks["group"], ".": marks["decimal"]})


def localised(number: str) -> str:
    """A number as English writes it ("1,234.5") with the marks of the language in force ("1 234,5")."""
    return number if language() == SOURCE else number.translate(_marks(language()))


def percent_sign(number: str) -> str:
    """A written number as percent: "35 %", in Icelandic "35%"."""
    if language() == SOURCE:
        return f"{number} %"
    return str(locale(language()).percent_formats[None].pattern).replace("#,##0", number)


def month_of_year(year: int, month: int, skeleton: str = "yMMMM") -> str:
    """ "maj 2013"; ``skeleton``: as Unicode's CLDR has them, "yMMM" for the short form."""
    import datetime

    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, datetime.date(year, month, 1), locale=locale(language())))


def in_a_list(parts: list[str], style: Literal["standard", "or"] = "standard") -> str:
    """ "a, b och c"; "a, b eller c"."""
    from babel.lists import format_list

    return str(format_list(parts, style, locale=locale(language())))


__all__ = [
    "FOLDER",
    "LANGUAGES",
    "N_",
    "OTHERS",
    "SOURCE",
    "_",
    "catalogue",
    "in_a_list",
    "in_language",
    "known",
    "language",
    "locale",
    "localised",
    "month_of_year",
    "ngettext",
    "percent_sign",
    "pgettext",
    "translated",
]
