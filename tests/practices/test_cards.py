"""Cards: one for every case and every ready piece, each fact with its source, each found by its words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import bygd.practices.cards as module
from bygd.assess.catalogue import benchmarks
from bygd.documents.practices import anchor, markdown
from bygd.practices.cards import EVIDENCE, FACTS, SEEDS, UNKNOWN, Card, benchmarks_of, card, cards, search
from bygd.practices.gallery import full, gallery
from bygd.practices.snippets import OWN, beside_own, snippet
from calibration.programmes.cases import told
from sim.scenario import ScenarioError, load_policy, load_scenario
from sim.scenario.inheritance import packaged_scenarios, pieces

ROOT = Path(__file__).parents[2]
EVERY = cards()


def test_every_case_and_every_piece_has_a_card() -> None:
    folder = packaged_scenarios()
    files = [*pieces(), *(folder / "seeds").glob("*.yaml")]
    names = {path.relative_to(folder).with_suffix("").as_posix() for path in files}
    assert {one.name for one in EVERY} == {name for name in names if name.split("/")[0] in module.GROUPS}
    assert {one.short for one in EVERY if one.group == "seeds"} == set(told())


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_card_says_all_or_that_it_is_unknown_and_names_rows_that_are_there(one: Card) -> None:
    evidence = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip() for line in evidence.splitlines() if line.startswith("| ")}
    assert set(one.facts) == set(FACTS) and all(one.facts.values())
    assert one.facts["what"] != UNKNOWN and one.evidence in EVIDENCE
    for source in one.sources:
        assert source in SEEDS or source in rows, f"{source!r} is no seed and no row of docs/evidence.md"


def test_what_a_case_s_own_file_says_stands_on_its_card() -> None:
    case = load_scenario(packaged_scenarios() / "seeds" / "hudiksvall.yaml").card
    said = card("hudiksvall").facts
    assert said["where"] == case["where"] and said["achieved"] == case["evidence"]
    assert card("punkalaidun-taken-over").facts["money"] == card("seeds/punkalaidun").facts["money"]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_its_lines_load_beside_a_town(one: Card, tmp_path: Path) -> None:
    shutil.copy(packaged_scenarios() / "rural-town.yaml", tmp_path / OWN)
    file = tmp_path / "mine.yaml"
    file.write_text(snippet(one), encoding="utf-8")
    made, town = load_scenario(file), load_scenario(tmp_path / OWN)
    assert made.title.endswith(one.title)
    if beside_own(one):
        assert made.places == town.places
        assert made.digest() != town.digest(), "the practice is in it"
    else:
        assert made.digest() == load_scenario(packaged_scenarios() / f"{one.name}.yaml").digest()


def test_lines_of_a_case_have_its_programme_and_its_money_from_the_first_month(tmp_path: Path) -> None:
    shutil.copy(packaged_scenarios() / "rural-town.yaml", tmp_path / OWN)
    (tmp_path / "mine.yaml").write_text(snippet(card("punkalaidun")), encoding="utf-8")
    made = load_policy(tmp_path / "mine.yaml", tmp_path / OWN)
    case = load_scenario(packaged_scenarios() / "seeds" / "punkalaidun.yaml")
    assert set(case.programmes) == set(made.programmes) and set(made.coordinators) == {"coordinator"}
    assert made.funding["project"].months == case.funding["project"].months
    assert made.funding["project"].start != case.funding["project"].start


def test_words_are_found_anywhere_in_any_letters() -> None:
    assert [one.name for one in search(["KVINFO", "denmark"])] == ["programmes/job-mentor", "programmes/womens-network"]
    assert card("soenderborg") in search(["Sonderborg"]) and card("soenderborg") in search(["sønderborg"])
    assert search(["mentor", "no such word"]) == []
    assert [one.name for one in gallery("kvinfo Denmark")] == [one.name for one in search(["KVINFO", "denmark"])]


def test_a_card_is_found_by_its_name_in_short_and_by_its_title() -> None:
    for said in ("programmes/language-cafe", "Language-Café", "language café at the library", "language-cafe.yaml"):
        assert card(said).name == "programmes/language-cafe"
    with pytest.raises(ScenarioError, match=r"no card 'hudiksval'; did you mean seeds/hudiksvall\?"):
        card("hudiksval")


def test_benchmarks_outside_the_simulation_name_cards() -> None:
    for row in benchmarks():
        for name in row.cards:
            assert card(name).name == name
            assert row.id in {one.id for one in benchmarks_of(name)}
    assert benchmarks_of("posts/coordinator")[0].id == "G2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("programmes/no-such: {evidence: told, sources: ['001']}", "programmes/no-such: there is no such file"),
        ("posts/coordinator: {evidense: told}", "did you mean evidence"),
        ("posts/coordinator: {evidence: rumour}", "evidence is 'rumour'; allowed: trial, comparison"),
        ("posts/coordinator: {evidence: told}", "names no source"),
    ],
)
def test_a_wrong_data_file_is_named_with_its_line(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cards.yaml"
    file.write_text(f"# first line\n{text}\n", encoding="utf-8")
    monkeypatch.setattr(module, "FILE", file)
    with pytest.raises(ScenarioError, match=re.escape(said)) as refused:
        cards.__wrapped__()
    assert "line 2" in str(refused.value) or ":2" in str(refused.value)


def test_the_page_is_up_to_date() -> None:
    said = (ROOT / "docs" / "practices.md").read_text(encoding="utf-8")
    assert said == markdown(), "python -m bygd.documents.practices writes it anew"


def test_links_of_the_page_lead_to_its_headings() -> None:
    page = (ROOT / "docs" / "practices.md").read_text(encoding="utf-8")
    headings = {anchor(line.lstrip("# ")) for line in page.splitlines() if line.startswith("#")}
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(links) == len(EVERY) and set(links) <= headings


def test_a_card_for_the_browser_says_what_the_card_says() -> None:
    found = full("hudiksvall")
    assert found.facts[0] == ("What", card("hudiksvall").facts["what"])
    assert found.snippet in snippet(card("hudiksvall"))
