"""An address makes a session again, and nothing that somebody writes into one reaches further than the known lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bygd.web.address import HERE, MOST_MOVES, State, group_of, known_levers, query_of, state_in
from bygd.web.moves import Move
from bygd.web.session_file import session_in, session_text
from sim.scenario import ScenarioError
from tests.web.small import hamlet

MOVES = st.builds(
    Move,
    st.integers(0, 480),
    st.sampled_from(known_levers()),
    st.floats(0, 1e6).map(lambda value: float(f"{value:.12g}")),
)


@given(
    st.sampled_from(["rural-town.yaml", "seeds/closed-town.yaml", "given", ""]),
    st.integers(0, 2**63 - 1),
    st.integers(0, 480),
    st.lists(MOVES, max_size=12),
)
def test_what_is_written_into_an_address_is_read_from_it(
    scenario: str, seed: int, month: int, moves: list[Move]
) -> None:
    state = State(scenario, "", seed, month, tuple(moves), "compare")
    assert state_in(query_of(state)) == state
    assert state_in("?" + query_of(state)) == state


def test_a_place_stands_in_the_address_by_its_code() -> None:
    assert state_in("place=SE-2404").place == "SE-2404"
    assert state_in("place=SE-2480/Holmsund").place == "SE-2480/Holmsund"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("scenario=/etc/passwd", "scenario: found '/etc/passwd'"),
        ("scenario=..%2F..%2Fpyproject.toml", "scenario: found '../../pyproject.toml'"),
        ("scenario=programmes/language-cafe.yaml", "scenario: found"),
        ("scenario=rural-twon.yaml", "did you mean rural-town.yaml?"),
        ("place=/etc/passwd", "place: found '/etc/passwd'"),
        ("place=SE-2480/../../etc/passwd", "place: found"),
        ("place=SE-99999", "allowed: a municipality's code, such as SE-2404"),
        ("seed=1e5", "seed: found '1e5'; allowed: a whole number from 0"),
        ("seed=9223372036854775808", "seed: found"),
        ("seed=٣", "seed: found"),
        ("month=481", "month: found '481'; allowed: a whole number from 0 to 480"),
        ("page=admin", "page: found 'admin'"),
        ("levers=1:fees", "levers: found '1:fees'; write month:lever:value"),
        ("levers=1:fees:nan", "levers: found '1:fees:nan'"),
        ("levers=1:fes:1", "did you mean fees?"),
        ("levers=999:fees:1", "levers: found 999:fees"),
        ("levers=" + ",".join(["1:fees:1"] * (MOST_MOVES + 1)), f"at most {MOST_MOVES} moves"),
        ("x=" + "a" * 9000, "at most 8,000 are read"),
    ],
)
def test_what_an_address_may_not_say_is_refused_in_words(query: str, words: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        state_in(query)
    assert words in str(refusal.value) and str(refusal.value).startswith("The address cannot be used")


def test_parts_that_are_others_are_left_alone() -> None:
    assert state_in("kernelid=1&utm_source=x&month=3").month == 3


def test_a_scenario_may_be_called_as_commands_call_it() -> None:
    assert state_in("scenario=rural-town") == state_in("scenario=rural-town.yaml")
    assert state_in("scenario=seeds/closed-town").scenario == "seeds/closed-town.yaml"


def test_another_version_is_told() -> None:
    assert state_in(f"v={HERE}").other_version == ""
    assert "made with bygd 0.0.9, model 6" in state_in("v=0.0.9-6").other_version
    assert "\x1b" not in state_in("v=%1b[31m").other_version


def test_back_stops_where_something_was_done_and_not_at_every_month_or_press() -> None:
    before = State("given", seed=1, month=3, moves=(Move(3, "fees", 0.1),))
    assert group_of(before) == group_of(State("given", seed=1, month=9, moves=(Move(3, "fees", 0.8),)))
    for other in (
        State("given", seed=1, month=3),
        State("given", seed=2, month=3, moves=before.moves),
        State("given", seed=1, month=3, moves=before.moves, page="money"),
        State("given", seed=1, month=4, moves=(*before.moves, Move(4, "fees", 0.1))),
    ):
        assert group_of(before) != group_of(other)


def test_a_session_is_read_from_the_file_it_was_saved_to() -> None:
    state = State("rural-town.yaml", "", 3, 12, (Move(2, "fees", 0.5), Move(7, "mentor_hours", 8.0)), "money")
    assert session_in("s.yaml", session_text(state, None)) == (state, None)
    place = State("", "SE-2404", 3, 12)
    assert session_in("s.yaml", session_text(place, None)) == (place, None)


def test_a_scenario_of_ones_own_travels_in_the_file() -> None:
    from bygd.web.choices import brought

    state = State("given", "", 3, 2)
    found, text = session_in("s.yaml", session_text(state, hamlet()))
    assert (found.scenario, found.seed, found.month) == ("brought", 3, 2)
    assert brought("s.yaml", text).digest() == hamlet().digest()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("scenario: /etc/passwd", "s.yaml: scenario: found '/etc/passwd'"),
        ("- 1", "this is no saved session"),
        ("seed: 1", "it has no scenario, place or text"),
        ("scenario: rural-town.yaml\nsed: 1", "s.yaml: sed: unknown field"),
        ("scenario: rural-town.yaml\nlevers: 3", "a list of moves is wanted"),
        ("scenario: rural-town.yaml\nlevers: [{month: 1}]", "levers.0: each move has month, lever, value"),
        ("scenario: rural-town.yaml\nlevers: [{month: 1.5, lever: fees, value: 1}]", "numbers are wanted"),
        ("scenario: rural-town.yaml\nlevers: [{month: 1, lever: fees, value: yes}]", "numbers are wanted"),
        ("scenario: rural-town.yaml\nlevers: [{month: 1, lever: fees, value: .inf}]", "no month or value"),
        ("a: &a [1]\nb: [*a, *a]", "s.yaml"),
        ("{", "not readable as YAML"),
        (None, "at most"),
    ],
)
def test_a_file_that_is_no_session_is_refused_in_words(text: str | None, words: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        session_in("s.yaml", text)
    assert words in str(refusal.value)
