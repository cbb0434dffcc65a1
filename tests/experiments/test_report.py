"""The report: one file that fetches nothing and shows what was found."""

from __future__ import annotations

import html.parser
import json
import re

import fakes
import pytest
import real_places

from experiments.commands.run import Experiment, carry_through
from experiments.commands.store import Store
from experiments.report.money import sentences


class Page(html.parser.HTMLParser):
    """What a browser would load, and whether tags are balanced."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})

    def __init__(self, text):
        super().__init__()
        self.loads, self.ids, self.tags, self.open, self.text, self.labels = [], [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "data", "action", "srcset", "xlink:href"):
                self.loads.append(value)
            if name == "id":
                self.ids.append(value)
            if name == "aria-label":
                self.labels.append(value)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module", params=[(1, 1), (3, 4)], ids=["one run", "four runs of a region"])
def page(request, tmp_path_factory):
    places, replicates = request.param
    folder = tmp_path_factory.mktemp("report")
    scenario = fakes.scenario(places)
    store = Store(folder)
    store.claim()
    experiment = Experiment(scenario, "made-up", 5, replicates, 120, settings={"meeting.free_hours": 40}, lives=2)
    carry_through(experiment, store, simulate=fakes.simulate, mapped=real_places.run_mapped)
    return replicates, (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def with_programmes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programmes")
    store = Store(folder)
    store.claim()
    experiment = Experiment(fakes.scenario(1, 30, interventions=True), "made-up", 5, 3, 30)
    carry_through(experiment, store, simulate=fakes.simulate)
    return folder


def test_the_report_tells_what_became_of_programmes(with_programmes):
    text = (with_programmes / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == [] and page.tags.count("figcaption") == 9
    assert "What happened to the programmes and their money" in text
    assert "Friend mentors &lt;new&gt; and Coordinator begin." in text
    assert "<new>" not in text
    cells = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', text)
    assert ("Coordinator", "636 (636 to 636)") in cells  # 12 months of 53,000
    assert ("the EU", "996 (996 to 996)") in cells
    assert ("all together", "1,156 (1,156 to 1,156)") in cells
    assert "Never begun" not in [name for name, _ in cells]


def test_what_happens_to_several_in_one_month_is_reported_once():
    entries = ["A: begins", "B at C: D: begins", "E: the coordinator leaves", "the budget is used up"]
    assert sentences(entries) == ["A and B at C: D begin.", "E: the coordinator leaves.", "The budget is used up."]
    assert sentences(["A: stops"]) == ["A stops."]


def test_the_manifest_holds_what_happened_in_each_run(with_programmes):
    runs = json.loads((with_programmes / "manifest.json").read_text(encoding="utf-8"))["runs"]
    assert [run["log"][2] for run in runs] == 3 * [["2011-03", "EU project: the money has come to its end"]]


def test_without_programmes_the_report_has_no_word_of_them(page):
    assert "programmes and their money" not in page[1] and "Volunteers for programmes" not in page[1]


def test_a_region_of_real_places_has_its_map_after_the_table_of_places(page):
    replicates, text = page
    assert ("map-place0" in text) == (replicates == 4), "a single place has none"
    if replicates == 4:
        assert text.index("The places.") < text.index('id="map-place0"') < text.index('aria-labelledby="scenario"')
        assert "<figcaption>Map of 3 places." in text


def test_nothing_is_fetched_from_anywhere(page):
    _, text = page
    assert not re.search(r"https?://|@import|//[a-z]+\.[a-z]", text)
    assert all(target.startswith("#") for target in Page(text).loads)
    assert "<script" not in text


def test_ids_are_unique_and_every_reference_has_its_target(page):
    _, text = page
    ids = Page(text).ids
    assert len(ids) == len(set(ids))
    for target in re.findall(r'(?:url\(#|href="#)([^)"]+)', text):
        assert target in ids


def test_tags_are_balanced(page):
    assert Page(page[1]).open == []


def test_what_a_scenario_says_is_escaped(page):
    _, text = page
    assert "A &lt;made-up&gt; town &amp; its villages" in text
    assert "<made-up>" not in text and "<sport>" not in text


def test_every_figure_has_words_for_those_who_cannot_see_it(page):
    found = Page(page[1])
    figures = [label for label in found.labels if len(label) > 60]
    assert len(figures) >= 7
    assert found.tags.count("figcaption") == 7 + (page[0] == 4), "and the map of a region"


def test_it_says_how_sure_it_is(page):
    replicates, text = page
    if replicates == 1:
        assert "one run" in text and "no interval" in text
        assert not re.search(r"\d \(\d+ to \d+\)", text)
    else:
        assert "four times" in text
        assert re.search(r"Of 100 newcomers, \d+ \(\d+ to \d+\) still live where they settled", text)


def test_it_says_how_to_repeat_it_and_what_not_to_believe(page):
    _, text = page
    assert "--seed 5" in text and "--set meeting.free_hours=40" in text
    assert "what mentors and coordinators achieve is assumed" in " ".join(text.split())


def test_it_follows_light_and_dark(page):
    _, text = page
    assert "prefers-color-scheme:dark" in text and "@media print" in text
    assert "var(--ink)" in text and "#1f2430" not in text.split("</style>")[1]


def test_in_short_tells_of_newcomers_turned_away():
    from experiments.outcomes.findings import findings_of, panels_of
    from experiments.report.headlines import plain_summary
    from experiments.workers.run import Outcome, Run

    scenario = fakes.scenario(months=24)
    history = fakes.simulate(scenario, 1)
    measures = history.measures
    rows = zip(measures.place, measures.measure, measures.value, strict=True)
    came = sum(value for place, name, value in rows if (place, name) == ("all", "arrivals"))
    outcomes = [Outcome(Run("", (), 1, 24), history)]
    reported = plain_summary(findings_of(scenario, outcomes, panels_of(outcomes)))
    assert not any("no home" in words for words in reported)
    measures.add(3, "all", "arrivals_unhoused", "all", 7)
    reported = plain_summary(findings_of(scenario, outcomes, panels_of(outcomes)))
    assert f"Of {came + 7:,.0f} newcomers who were to come, 7 found no home and did not come." in reported
    from experiments.report.tables import table_by_year

    table = table_by_year(findings_of(scenario, outcomes, panels_of(outcomes)))
    (row,) = [cells for _, rows in table.sections for cells in rows if cells[0].startswith("Newcomers who found no")]
    assert "7" in row[1:], "in the year in which they were turned away"


def test_what_never_happened_is_a_word_and_no_row_of_noughts():
    from experiments.outcomes.findings import findings_of, panels_of
    from experiments.report.tables import table_by_year
    from experiments.workers.run import Outcome, Run

    scenario = fakes.scenario(months=24)
    histories = [fakes.simulate(scenario, seed) for seed in (1, 2, 3)]
    for number, history in enumerate(histories):
        for month in range(24):
            history.measures.add(month, "all", "refused", "all", 0)
            history.measures.add(month, "all", "left_at_permit", "all", float(number == 1 and month == 5))
    outcomes = [Outcome(Run("", (), seed, 24, seed), history) for seed, history in enumerate(histories)]
    table = table_by_year(findings_of(scenario, outcomes, panels_of(outcomes)))
    names = [cells[0] for _, rows in table.sections for cells in rows]
    assert "Departed without a permit" not in names and "departed without a permit" in table.caption
    assert "Left the region in the month of their permit" in names, "once in one run is not never"


def test_no_fewer_than_none_are_turned_away():
    from experiments.outcomes.findings import findings_of, panels_of
    from experiments.report.headlines import turned_away
    from experiments.workers.run import Outcome, Run

    scenario = fakes.scenario(months=24)
    histories = [fakes.simulate(scenario, seed) for seed in (1, 2, 3)]
    histories[1].measures.add(3, "all", "arrivals_unhoused", "all", 9)
    outcomes = [Outcome(Run("", (), seed, 24, seed), history) for seed, history in enumerate(histories)]
    assert "3 (0 to" in turned_away(findings_of(scenario, outcomes, panels_of(outcomes)))
