"""How numbers and nouns are written, everywhere at once: no exponents, no "1 runs"."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.words import figure, measured, signed, written

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "experiments", "calibration", "bygd")
EXPONENT = re.compile(r"[eEgGn]$")
PERCENT_STYLE = re.compile(r"%[-+#0-9.]*[eEgG](?![a-z])|\{[^{}]*:[-+,.0-9]*[eEgG]\}")
PLURALS = (
    "arms cells clubs columns combinations files futures hours inhabitants kernels levels lives minutes months "
    "newcomers pairs parameters people persons places points posts regions replicates rows runs targets waves years"
)
COUNTED = re.compile(rf"^ ({'|'.join(PLURALS.split())})\b")
NEVER_ONE = "never one"
"""A comment on the line, where a number before a plural cannot be one."""

numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)


def sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def texts_with_numbers(tree: ast.AST) -> Iterator[ast.JoinedStr]:
    """f-strings that somebody reads: not those that are at once made a number again."""
    inner = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float" and node.args
    }
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and id(node) not in inner)


@pytest.mark.parametrize("room", ROOMS)
def test_no_number_is_written_with_a_format_that_may_have_an_exponent(room: str) -> None:
    """``2.7e+06`` comes from the formats e, g and n: ``sim.words.figure`` and ``written`` write numbers."""
    found = []
    for path in sorted((ROOT / room).rglob("*.py")):
        if path == ROOT / "sim/words.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for text in texts_with_numbers(tree):
            for part in text.values:
                if isinstance(part, ast.FormattedValue) and isinstance(part.format_spec, ast.JoinedStr):
                    spec = "".join(str(one.value) for one in part.format_spec.values if isinstance(one, ast.Constant))
                    if EXPONENT.search(spec):
                        found.append(f"{path.relative_to(ROOT)}:{part.lineno} {ast.unparse(part.value)}:{spec}")
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and PERCENT_STYLE.search(node.value)
        ]
    assert not found, "\n".join(found)


def test_a_number_before_a_plural_is_counted() -> None:
    """ "1 runs", "1 inhabitants": a number with a noun goes through ``sim.words.counted`` or ``measured``."""
    found = []
    for path in sources():
        lines = path.read_text(encoding="utf-8").splitlines()
        for text in texts_with_numbers(ast.parse("\n".join(lines))):
            for number, after in zip(text.values, text.values[1:], strict=False):
                if not isinstance(number, ast.FormattedValue) or not isinstance(after, ast.Constant):
                    continue
                limit = isinstance(number.value, ast.Name) and number.value.id.isupper()
                spoken = isinstance(number.value, ast.Call)
                noun = COUNTED.match(str(after.value))
                if noun and not limit and not spoken and NEVER_ONE not in lines[number.lineno - 1]:
                    found.append(f"{path.relative_to(ROOT)}:{number.lineno} {ast.unparse(number.value)}{noun[0]}")
    assert not found, "\n".join(found)


@given(numbers, st.integers(1, 10))
@example(2.7e6, 6)
@example(-1.6e-5, 2)
@example(-0.0, 3)
@example(1e22, 6)
@example(9.999995, 6)
def test_a_figure_has_no_exponent_and_is_the_number_it_stands_for(value: float, digits: int) -> None:
    for text in (written(value, digits), figure(value, digits), signed(value, digits)):
        assert re.fullmatch(r"[-+−]?\d[\d,]*(\.\d+)?", text)
        read = float(text.replace("−", "-").replace(",", ""))
        assert abs(read - value) <= 0.5 * 10.0 ** (1 - digits) * abs(value) * (1 + 1e-9)
    assert not re.fullmatch(r"[-−]0(\.0+)?", written(value, digits))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 hour"), (1.0, "1 hour"), (0.5, "0.5 hours"), (2, "2 hours"), (1200.5, "1,200.5 hours")]
)
def test_a_measured_amount_has_its_noun(number: float, text: str) -> None:
    assert measured(number, "hour", "hours") == text
