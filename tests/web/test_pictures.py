"""The network keeps its places, series say what they show, and nothing a file says becomes markup."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree

import pytest

from bygd.web.background import Teller
from bygd.web.frame import Frame, frame_of
from bygd.web.network import MOST, TownNetwork
from bygd.web.network_picture import TIES, drawn, filters, in_words, legend
from bygd.web.region_picture import signed
from bygd.web.series import measures
from bygd.web.series_picture import drawn as drawn_series
from bygd.web.series_picture import extent
from bygd.web.session import Session
from sim.codes import NOBODY, Sex, Status, TieKind
from sim.words import month_and_year
from tests.web.small import hamlet, helped

REGION = {
    "places": {"vik": {"population": 260, "newcomers": 0.2, "name": "Vik <i>&"}, "ness": {"population": 120}},
    "travel": {"vik": {"ness": 25}},
}


def frame(session: Session) -> Frame:
    return frame_of(session, TownNetwork(session.town), 1, playing=False)


def test_people_and_clubs_keep_their_places_while_others_come_and_go() -> None:
    session = Session(hamlet(months=40), 3)
    network = TownNetwork(session.town)
    first = dict(network.places.people)
    clubs = dict(network.places.clubs)
    came = False
    for _ in range(40):
        session.step()
        shown = network.look(session.town)
        here = session.town.state.people.status[shown.row] == Status.HERE
        assert here.all() and len(shown.row) <= MOST
        came = came or any(row not in first for row in shown.row.tolist())
    assert came
    staying = set(first) & set(network.places.people)
    assert len(staying) > 20
    assert all(network.places.people[row] == first[row] for row in staying)
    assert all(network.places.clubs[row] == clubs[row] for row in set(clubs) & set(network.places.clubs))


def test_newcomers_who_come_are_placed_near_their_friends() -> None:
    session = Session(hamlet(months=24), 3)
    network = TownNetwork(session.town)
    network.look(session.town)
    row = max(network.places.people)
    friends = [
        network.places.people[other]
        for other in session.town.state.ties.partner[row].tolist()
        if other != NOBODY and other in network.places.people
    ]
    del network.places.people[row]
    network._place(session.town, row)
    nearest = min(math.dist(network.places.people[row], friend) for friend in friends)
    assert nearest < 0.35


def test_the_picture_draws_mentors_and_the_coordinator_while_there_are_any() -> None:
    session = Session(helped(), 3)
    network = TownNetwork(session.town)
    session.pull("volunteering", 0.005)
    stars, mentoring = [], 0
    for _ in range(8):
        session.step()
        shown = network.look(session.town)
        stars.append("guide" in drawn(shown, session.town))
        mentoring += int(shown.mentoring.sum())
        assert ("guide" in in_words(shown)) == stars[-1]
    assert any(stars) and not stars[0] and not stars[-1]
    assert mentoring > 0


def test_mentors_and_the_coordinator_are_in_the_picture_even_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bygd.web.network.AT_FIRST", 70)
    monkeypatch.setattr("bygd.web.network.MOST", 130)
    session = Session(helped(), 3)
    network = TownNetwork(session.town)
    session.pull("volunteering", 0.005)
    met = 0
    for _ in range(5):
        session.step()
        shown = network.look(session.town)
        assert len(shown.row) <= 130
        ties, rows = session.town.state.ties, shown.row[shown.newcomer]
        mentors = ties.partner[rows][(ties.kind[rows] == TieKind.MENTOR) & (ties.partner[rows] >= 0)]
        assert set(mentors.tolist()) <= set(shown.row.tolist())
        met += len(mentors)
        assert all(holder in shown.row or holder == NOBODY for holder, _ in shown.coordinators)
    assert met > 0


def test_every_picture_is_well_formed_and_says_in_words_what_it_shows() -> None:
    session = Session(helped(**REGION), 3)
    session.pull("free_hours", 60)
    for _ in range(5):
        session.step()
    shown = frame(session)
    pictures = re.findall(r"<svg.*?</svg>", shown.network + shown.series + shown.region, re.DOTALL)
    assert len(pictures) == 2 + len(measures())
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert len(root.attrib["aria-label"]) > 20 and root.attrib["role"] == "img"
        assert "nan" not in picture.replace("financ", "")
    assert "Vik &lt;i&gt;&amp;" in shown.region and "<i>&" not in shown.region


def test_a_series_shows_the_run_left_alone_dashed_and_marks_the_levers() -> None:
    session = Session(hamlet(), 3)
    session.step()
    before = frame(session).series
    assert 'class="alone"' not in before and 'class="mark"' not in before
    session.pull("free_hours", 60)
    session.step()
    after = frame(session).series
    assert after.count('class="mark"') == len(measures())
    assert after.count('stroke-dasharray="5 3"') == len(measures())
    assert "<b>2010-02</b> Free hours for company: 60 hours a month" in after


def test_gaps_are_left_open() -> None:
    nan = float("nan")
    picture = drawn_series(measures()[1], [1.0, nan, 3.0, 4.0], [], [], 10, "2010-01")
    line = next(part for part in picture.split("<path") if 'class="run"' in part)
    assert line.count("M") == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([112.0], (105, 120, 5)),
        ([0.0, 0.0], (0, 1, 0.5)),
        ([3.1, 4.4], (3, 4.5, 0.5)),
        ([1.0, 9.0], (0, 10, 5)),
        ([], (0, 1, 0.5)),
        ([52, 64], (50, 65, 5)),
    ],
)
def test_axes_have_round_ends_around_the_values(values: list[float], expected: tuple[float, float, float]) -> None:
    assert extent(values) == pytest.approx(expected)


def test_figures_say_what_a_town_of_one_place_is() -> None:
    session = Session(hamlet(), 3)
    assert "Inhabitants" in frame(session).region and "<svg" not in frame(session).region


def test_a_change_of_nearly_nothing_has_no_minus() -> None:
    assert [signed(share) for share in (-0.0004, -0.02, 0.013)] == ["+0.0 %", "−2.0 %", "+1.3 %"]


def test_hints_say_what_is_missing() -> None:
    session = Session(hamlet(), 3)
    assert "all three levers stand at zero" in frame(session).hint
    session.pull("mentor_hours", 4)
    assert frame(session).hint == "Nobody pays for mentors: move Months of funding."
    session.pull("funding", 12)
    assert frame(session).hint == ""
    session.pull("mentor_hours", 0)
    assert "There is money" in frame(session).hint


def test_dates_in_words() -> None:
    assert month_and_year("2012-03") == "March 2012"


def test_everybody_in_the_network_says_who_they_are_and_can_be_left_out_by_group_tie_and_strength() -> None:
    session = Session(helped(), 3)
    session.pull("volunteering", 0.005)
    network = TownNetwork(session.town)
    for _ in range(5):
        session.step()
    shown, town = network.look(session.town), session.town
    root = ElementTree.fromstring(drawn(shown, town))
    people = [element.attrib["data-p"].split() for element in root.iter() if "data-p" in element.attrib]
    assert sorted(int(person[0]) for person in people) == [row + 1 for row in shown.row.tolist()]
    for number, sex, age, origin, _, mentor in people:
        row = int(number) - 1
        assert (sex == "w") == (town.state.people.sex[row] == Sex.WOMAN)
        assert int(age) == (town.month - town.state.people.birth[row]) // 12
        assert (origin != "0") == bool(town.state.people.newcomer[row])
        assert (mentor == "1") == bool(town.state.civic.matched[row] > 0 and town.state.civic.ready[row] == 1)
    ties = [set(element.attrib["class"].split()) for element in root.iter() if "k-" in element.attrib.get("class", "")]
    lines = sum(element.attrib["d"].count("M") for element in root.iter() if "k-" in element.attrib.get("class", ""))
    assert lines == len(shown.edges), "every tie is drawn once"
    said = {name for _, each in filters(shown, town.scenario) for name, _ in each}
    assert all(classes <= said for classes in ties) and {"o0", "o1"} <= said
    colours = [look.color for look in TIES]
    assert len(set(colours)) == len(colours), "no two kinds of tie share a colour"
    words = legend(shown, town.scenario, 260)
    assert "newcomers from East <b>" in words and "ringed: mentors among them" in words


def test_a_coordinator_who_takes_over_is_in_the_log_and_money_tells_of_the_vacancy() -> None:
    from bygd.web.frame import log_of
    from bygd.web.paying import books_of

    scenario = hamlet(
        months=20,
        funding={"line": {"permanent": True}},
        coordinators={"guide": {"funding": ["line"], "fte": 1}},
        coordination={"turnover": 0.97, "vacancy_months": 3},
    )
    session = Session(scenario, 3)
    for _ in range(20):
        session.step()
    events = session.replacements.events
    left = [month for month, words in session.town.log if "the coordinator leaves" in words]
    assert events and [month - 3 for month, _ in events] == left[: len(events)]
    assert "guide: another coordinator begins" in log_of(session)
    books = books_of(scenario, 3, 20, Teller(lambda share, words: None))
    row = next(row for row in books.rows if row.key == "guide")
    empty = [month for spell in row.spells if spell.how == "vacant" for month in range(spell.first, spell.last + 1)]
    assert empty == sorted(month + more for month in left for more in range(3) if month + more < 20)
    assert "Vacant " in row.words and "no salary was paid then." in row.words
    assert any("another coordinator begins" in words for _, words in books.log)
