"""Numbers that steer the model are parameters: a new one where people live and decide is refused.

What may stand there is a number of a kind (units, guards, bits) or is listed with its reason. A number that
says how people behave belongs in ``sim/scenario/schema``, with unit, range, default and source.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("sim/processes", "sim/region")
MODULES = (
    "sim/care.py",
    "sim/compatriots.py",
    "sim/departures.py",
    "sim/families.py",
    "sim/foci.py",
    "sim/homes.py",
    "sim/households.py",
    "sim/jobs.py",
    "sim/month_bookkeeping.py",
    "sim/moves.py",
    "sim/network.py",
    "sim/quality.py",
    "sim/reach.py",
)
"""Those beside the folders whose kernels the month calls."""

NEUTRAL = {0, 1, 2, 0.5}
"""Nothing, one, two, and the half of rounding and of densities."""
UNITS = {12, 52, 60, 100, 1000}
"""Months and weeks of a year, minutes of an hour, per hundred, per thousand."""
GUARD, SENTINEL = 1e-5, 1e6
"""Up to the first, a number keeps a division from zero; from the second on, it stands for none."""
WORD_BITS = 32
"""As an exponent: what makes a share of a random word (``2.0 ** -32``)."""

LISTED: dict[str, dict[str, tuple[float, ...]]] = {
    "processes/attraction": {"what is counted": (3, 4, 5)},
    "processes/away": {
        "ages of demography.youth_leave_by_age": (18, 25),
        "ages of those who stand for a year of birth": (14, 20),
        "kind and bits of derived uid": (11, 16),
    },
    "processes/arrivals": {
        "kinds of derived uid": (6,),
        "rows kept free": (256,),
        "bound on what programmes multiply by": (500,),
    },
    "processes/businesses": {"kind of derived uid": (0xB051,), "seats of a team": (4,)},
    "processes/careers": {"what the column of months holds": (32000,), "block of draws": (255,)},
    "processes/childcare": {"age of school by law": (6,)},
    "processes/club_boards": {"what the column of months holds": (30_000,)},
    "processes/club_life": {"what the column of months holds": (30_000,)},
    "processes/club_levers": {"how far from 0 and 1 a mean is kept, so that its odds are a number": (0.001,)},
    "processes/clubs": {"rows kept free": (16, 2000)},
    "processes/coordination": {"bits of a uid": (256, 0xFFFF)},
    "processes/couples": {"kinds of derived uid": (3, 4)},
    "processes/demography": {"length of the table of chances [year]": (120,)},
    "processes/driving": {"the largest share that has odds": (0.999,)},
    "processes/enrolling": {"age at which children count as such": (16,), "code of a need": (3,)},
    "processes/hiring": {"levels of schooling": (3,), "block of draws": (32,)},
    "processes/home_stock": {"seats of a roster": (64,)},
    "processes/housing": {"number of a draw": (4,)},
    "processes/encounters": {"room looked up at once, as a power of 2": (18,)},
    "processes/courses": {"months told apart in the queue": (242,)},
    "processes/service_rules": {"August, counted from January": (7,), "what the column of months holds": (30_000,)},
    "processes/destinations": {"units of size and share, which cancel": (0.1, 100_000)},
    "processes/elsewhere": {"bits of a uid": (20,)},
    "processes/hazards": {"ages of demography.youth_leave_by_age": (25,)},
    "processes/leaving": {"entries of a vector": (3,)},
    "processes/leaving_nest": {"ages of demography.youth_leave_by_age": (18,)},
    "processes/matching": {"steps of a score": (10,)},
    "processes/meeting_places": {"seats of a roster": (128,)},
    "processes/mentorship": {"block of draws": (254,)},
    "processes/offers": {"number of codes": (5,)},
    "processes/school_groups": {
        "seats of a roster": (4, 32, 64),
        "cohorts told apart": (16,),
        "kinds and bits of derived uid": (0x5C40, 0x7FFFFFFF, 4096, 256),
    },
    "processes/reception": {"rows of those who go": (3,)},
    "processes/returning": {"kinds of derived uid": (8, 9, 10)},
    "processes/schooling": {"age of school by law": (6,)},
    "processes/seeking": {"block of draws": (200,), "months that stand for none": (2000,)},
    "processes/stream_numbers": {
        "numbers of a month's households": (2048,),
        "terms of a sum": (10_000, 200),
        "what the number follows": (3,),
        "rows kept free": (64,),
    },
    "processes/streams": {"numbers of a month's households": (4096,), "entries of a vector": (3, 5)},
    "processes/studies": {"August": (7,), "ages of schools by law": (15, 19, 22)},
    "processes/taking_part": {
        "clubs of a person": (3,),
        "age at which people are grown": (18,),
        "what the column of months holds": (30_000,),
    },
    "processes/traits": {"kinds of derived uid": (5,), "bits of a uid": (20,)},
    "processes/ties": {
        "steps of the table of roots": (32,),
        "slack of rounding": (1.00001,),
        "clubs of a person": (3,),
        "bits of a rate": (4, 15, 255),
    },
    "processes/posts": {"kind of derived uid": (0x7EA0,), "seats of a roster": (4,)},
    "processes/vacancies": {"levels of schooling": (3,), "block of draws": (16,)},
    "processes/work": {"seats of a roster": (4,)},
    "region/__init__": {"rows kept free": (10, 512), "parts of a progress bar": (0.04, 0.08)},
    "region/clubs": {"seats of a roster against members": (1.3, 16, 128), "deviation of the logistic": (1.8138,)},
    "region/consistency": {"age bands": (3, 6), "limits of what is accepted": (4,)},
    "region/employers": {"seats of a roster": (4, 32)},
    "region/families": {
        "ages of region.living_with_parents and region.partnered": (18, 20, 25, 30, 65, 80),
        "ages swept": (15, 115),
    },
    "region/households": {"draws that tell what is usual": (8, 20_000), "calls kept": (256,)},
    "region/meeting_places": {"step of a line": (7,), "word of a draw": (3,)},
    "region/neighbourhoods": {"seats of a roster against members": (1.25, 32, 128)},
    "region/people": {"ages of places.<key>.ages": (6, 16, 20, 30, 45, 65, 80, 101)},
    "region/places": {"word of a draw": (3,)},
    "region/volunteers": {"block of draws": (255,)},
    "region/working": {
        "years of region.employment_men": (3, 6, 10),
        "rounds of scaling": (20,),
        "what the column of months holds": (32000,),
        "word of a draw": (3,),
    },
    "sim/compatriots": {"kinds of derived uid": (7,), "groups of an origin told apart": (4096,)},
    "sim/foci": {"bits of a uid": (0x7FFFFFFF,)},
    "sim/homes": {"bits of a word that make a share": (11, 53)},
    "sim/households": {"rows kept free": (3, 4096)},
    "sim/month_bookkeeping": {"rows kept free": (20, 512)},
    "sim/quality": {"steps and ends of the table of qualities": (256, 0.02, 40.0)},
}
"""By module: reason, numbers."""


def numbers(source: str) -> list[tuple[int, float]]:
    """(line, value) of every number of a source that is of no allowed kind."""
    tree = ast.parse(source)
    exponents = {
        id(node.right.operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Pow)
        and isinstance(node.right, ast.UnaryOp)
        and isinstance(node.right.operand, ast.Constant)
        and node.right.operand.value == WORD_BITS
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in NEUTRAL | UNITS
        and GUARD < node.value < SENTINEL
        and id(node) not in exponents
    ]


def modules() -> list[Path]:
    in_folders = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.py"))]
    return in_folders + [ROOT / module for module in MODULES]


def key_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", modules(), ids=key_of)
def test_no_number_steers_the_model_but_a_parameter(path: Path) -> None:
    listed = {number for values in LISTED.get(key_of(path), {}).values() for number in values}
    new = [(line, value) for line, value in numbers(path.read_text(encoding="utf-8")) if value not in listed]
    assert not new, f"{key_of(path)}: {new} (line, number): make it a parameter of sim/scenario/schema"


def test_nothing_is_listed_that_is_not_there() -> None:
    known = {key_of(path): path for path in modules()}
    for name, reasons in LISTED.items():
        there = {value for _, value in numbers(known[name].read_text(encoding="utf-8"))}
        gone = {number for values in reasons.values() for number in values if number < SENTINEL} - there
        assert not gone, f"{name}: {gone} is listed and no longer there"


def test_a_new_number_is_found_wherever_it_stands() -> None:
    source = "def f(x, k=7):\n    return 0.8 * x[3] if x > -0.05 else 12 * x / 2.0 ** -32 + max(1e-9, x)"
    assert {value for _, value in numbers(source)} == {7, 0.8, 3, 0.05}
