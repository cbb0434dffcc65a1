"""Reading YAML: values with whereabouts, and what no file may do."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.source import parse


def refused(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        parse(text, "f.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", 1),
        ("a: -2.5e1", -25.0),
        ("a: true", True),
        ("a:", None),
        ("a: ~", None),
        ("a: yes", "yes"),
        ("a: no", "no"),
        ("a: 2006-01", "2006-01"),
        ("a: '1'", "1"),
        ("a: .inf", math.inf),
        ("a: 010", 10),
        ("a: 1:30", "1:30"),
        ("a: 0x10", "0x10"),
        ("a: " + "9" * 60, "9" * 60),
    ],
)
def test_values_mean_what_they_look_like(text: str, value: object) -> None:
    entry = parse(text)
    assert entry is not None
    assert entry.plain() == {"a": value}


def test_keys_are_always_text() -> None:
    entry = parse("no: 1\n5: 2\n2010-01: 3\n")
    assert entry is not None
    assert list(entry.plain()) == ["no", "5", "2010-01"]


def test_every_value_knows_its_line() -> None:
    entry = parse("a:\n  b: 1\n  c:\n    - 1\n    - 2\n", "f.yaml")
    assert entry is not None
    assert [entry.find(path).line for path in (("a", "b"), ("a", "c", 1), ("a", "x"))] == [2, 5, 1]


def test_duplicate_keys_are_refused_with_both_lines() -> None:
    assert refused("a: 1\nb: 2\na: 3\n") == "f.yaml:3: 'a' is given twice, first in line 1"


def test_anchors_work_in_moderation() -> None:
    entry = parse("a: &x {k: 1, l: 2}\nb: *x\nc: {<<: *x, l: 3}\n")
    assert entry is not None
    assert entry.plain() == {"a": {"k": 1, "l": 2}, "b": {"k": 1, "l": 2}, "c": {"k": 1, "l": 3}}


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "aliases" in refused("\n".join(lines))


def test_many_aliases_are_refused() -> None:
    assert "more than 2000 aliases" in refused("a: &a 1\nb: [" + ", ".join(["*a"] * 3000) + "]")


@pytest.mark.parametrize("deep", [("[" * 12, "]" * 12), ("{b: " * 12, "}" * 12)])
def test_nesting_through_a_chain_of_aliases_is_as_deep_as_it_reads(deep: tuple[str, str]) -> None:
    before, after = deep
    lines = [f"a0: &a0 {before}1{after}", *(f"a{i}: &a{i} {before}*a{i - 1}{after}" for i in range(1, 90))]
    assert "levels deep once aliases are expanded" in refused("\n".join(lines))


@pytest.mark.parametrize("text", ["[" * 5000, "a: " * 1 + "{a: " * 3000, "- " * 3000 + "x"])
def test_deep_nesting_is_refused(text: str) -> None:
    assert "f.yaml" in refused(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("a: !!float 3", "tags"),
        ("a: *nothing", "no anchor"),
        ("a: [1, 2", "not readable as YAML"),
        ("a: 1\n---\nb: 2", "one document"),
        ("? [a, b]\n: 1", "key must be plain text"),
        ('a: "\\ud800"', "YAML|surrogate"),
        ("a: &a {b: *a}", "no anchor"),
    ],
)
def test_what_scenarios_do_not_use_is_refused(text: str, words: str) -> None:
    message = refused(text)
    assert any(word in message for word in words.split("|")), message


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ScenarioError):
        parse(text)


@given(st.text(alphabet="ab:-[]{}&*<!|>'\"#%? \n\t,1.~\\", max_size=80))
def test_any_yaml_like_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ScenarioError):
        parse(text)
