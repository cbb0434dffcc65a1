"""Ready pieces: each can be put together with a town, and is told in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bygd.cli import main
from sim.scenario import ScenarioError, load_scenario
from sim.scenario.inheritance import packaged_scenarios, pieces

Write = Callable[..., Path]
PROGRAMMES = sorted((packaged_scenarios() / "programmes").glob("*.yaml"))
COUNTRIES = sorted((packaged_scenarios() / "countries").glob("*.yaml"))


def together(write: Write, *names: str) -> Path:
    return write(f"extends: [{', '.join(['rural-town.yaml', *names])}]\n")


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_every_programme_piece_brings_a_programme_and_its_money_to_a_town(path: Path, write: Write) -> None:
    scenario = load_scenario(together(write, f"programmes/{path.name}"))
    key = path.stem.replace("-", "_")
    assert list(scenario.programmes) == [key]
    assert list(scenario.funding) == [f"{key}_money"]
    assert scenario.programmes[key].funding == (f"{key}_money",)
    assert scenario.funding[f"{key}_money"].months is not None
    assert scenario.title == load_scenario(packaged_scenarios() / "rural-town.yaml").title


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_check_describes_every_programme_piece(path: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(together(write, f"programmes/{path.name}"))]) == 0
    said = " ".join(capsys.readouterr().out.split())
    programme = load_scenario(together(write, f"programmes/{path.name}")).programmes[path.stem.replace("-", "_")]
    for words in (
        f"{programme.name}: for {'locals' if programme.target.who == 'locals' else 'newcomers'}",
        f"room for {programme.capacity} at once",
        "brings ",
        f"{programme.opening_hours:g} hours a week" if programme.form == "open" else f"for {programme.months} month",
        "paid by ",
        " until 2011-",
        "Money: ",
    ):
        assert words in said


def test_all_programme_pieces_go_together_and_can_be_given_other_money(write: Write) -> None:
    half = len(PROGRAMMES) // 2
    found = {}
    for some in (PROGRAMMES[:half], PROGRAMMES[half:]):  # of so many, not all fit into one town
        names = ", ".join(["rural-town.yaml", *(f"programmes/{path.name}" for path in some)])
        (money, *_) = load_scenario(write(f"extends: [{names}]\n")).funding
        scenario = load_scenario(
            write(f"extends: [{names}]\nfunding: {{{money}: {{permanent: true, months: null}}}}\n")
        )
        assert len(scenario.programmes) == len(some) and scenario.funding[money].permanent
        found |= scenario.programmes
    assert len(found) == len(PROGRAMMES) == 34


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_a_grant_pays_for_a_full_year_of_its_programme(path: Path, write: Write) -> None:
    scenario = load_scenario(together(write, f"programmes/{path.name}"))
    (programme,), (grant,) = scenario.programmes.values(), scenario.funding.values()
    cost, volunteers = programme.cost, programme.capacity * programme.per_participant
    volunteers *= programme.form != "open"
    month = cost.per_month + cost.per_participant * programme.capacity
    month += programme.staff * scenario.money.staff_month
    month += cost.per_volunteer * (volunteers / 10 if programme.form == "group" else volunteers)
    if grant.per_year is not None:
        assert 0.4 * grant.per_year < cost.start + 12 * month <= grant.per_year


@pytest.mark.parametrize("path", COUNTRIES, ids=lambda path: path.stem)
def test_every_country_goes_with_a_town(path: Path, write: Write) -> None:
    scenario = load_scenario(together(write, f"countries/{path.name}"))
    assert {"arriving.introduction_months", "money.state_grant"} <= set(given(path)), (
        "says how long the introduction lasts and what the state pays"
    )
    assert len(scenario.places) == 1


def given(path: Path) -> list[str]:
    from sim.scenario.source import read

    held = read(path, str(path)).plain()
    return [f"{section}.{field}" for section, fields in held.items() for field in fields]


@pytest.mark.parametrize("path", pieces(), ids=lambda path: path.stem)
def test_a_piece_alone_is_no_scenario(path: Path) -> None:
    with pytest.raises(ScenarioError, match="places"):
        load_scenario(path)
