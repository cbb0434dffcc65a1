"""Which language a page begins in: as its address asks, as the server is set, as the browser would have it."""

from __future__ import annotations

import os

from sim.languages import LANGUAGES, SOURCE

VARIABLE = "BYGD_LANGUAGE"
"""Says which language the server speaks to whoever has not chosen one."""
MOST = 40
"""Languages of a browser that are looked at."""


def usual_language(accepted: str | None = None, asked: str = "") -> str:
    """The language of a session: the one ``asked`` for, else the server's (``BYGD_LANGUAGE``), else the first that the
    browser accepts (its Accept-Language) and that there is, else English."""
    return next((code for code in (asked, os.environ.get(VARIABLE, "")) if code in LANGUAGES), "") or best(accepted)


def best(accepted: str | None) -> str:
    """The first language of an Accept-Language ("fi-FI,fi;q=0.9,en;q=0.8") that there is, by its weight."""
    weighed = []
    for place, part in enumerate((accepted or "").split(",")[:MOST]):
        name, *rest = (each.strip() for each in part.split(";"))
        code = name.partition("-")[0].lower()
        code = {"no": "nb", "nn": "nb"}.get(code, code)
        if code in LANGUAGES:
            weighed.append((-_weight(rest), place, code))
    return min(weighed)[2] if weighed and min(weighed)[0] < 0 else SOURCE


def _weight(rest: list[str]) -> float:
    try:
        return next((float(each[2:]) for each in rest if each.startswith("q=")), 1.0)
    except ValueError:
        return 0.0


__all__ = ["VARIABLE", "best", "usual_language"]
