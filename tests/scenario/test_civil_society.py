"""Programmes, posts and money that cannot be are refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.cli import main

TOWN = """
places:
  alby: {population: 300}
origins:
  north: {}
"""


def reported(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> tuple[int, str]:
    """Exit code of ``bygd check`` on a file with the town and ``text``, and what it printed as errors."""
    path = tmp_path / "town.yaml"
    path.write_text(TOWN + text, encoding="utf-8")
    return main(["check", str(path)]), capsys.readouterr().err


MONEY = "funding:\n  pot: {payer: state, months: 24}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("programmes:\n  mentors: {hours: 4}\n", ("town.yaml:7", "programmes.mentors", "nothing pays for it")),
        ("coordinators:\n  post: {fte: 1}\n", ("coordinators.post", "nothing pays for it")),
        ("funding:\n  pot: {payer: state}\n", ("town.yaml:7", "funding.pot", "no end", "permanent: true")),
        ("funding:\n  pot: {months: 12, permanent: true}\n", ("funding.pot", "one or the other")),
        ("funding:\n  pot: {months: 12, per_year: -5}\n", ("funding.pot.per_year", "-5")),
        ("funding:\n  pot: {months: 12, payer: stat}\n", ("funding.pot.payer", "stat", "state")),
        (MONEY + "programmes:\n  m: {funding: [pto]}\n", ("programmes.m.funding", "pto", "did you mean pot?")),
        (MONEY + "programmes:\n  m: {funding: [pot], places: [albu]}\n", ("albu", "did you mean alby?")),
        (
            MONEY + "organisations:\n  club: {}\nprogrammes:\n  m: {funding: [pot], organisation: clubb}\n",
            ("town.yaml:11", "programmes.m.organisation", "clubb", "did you mean club?"),
        ),
        ("organisations:\n  club: {place: albu}\n", ("organisations.club.place", "albu", "did you mean alby?")),
        ("organisations:\n  club: {base: choir}\n", ("organisations.club.base", "choir", "culture")),
        (
            MONEY + "programmes:\n  m: {funding: [pot], target: {origins: [nroth]}}\n",
            ("programmes.m.target.origins", "nroth", "did you mean north?"),
        ),
        (
            MONEY + "programmes:\n  m: {funding: [pot], target: {who: newcomer}}\n",
            ("programmes.m.target.who", "newcomers"),
        ),
        (
            MONEY + "programmes:\n  m: {funding: [pot], target: {youngest: 40, oldest: 30}}\n",
            ("oldest", "30 is less than youngest"),
        ),
        (
            MONEY + "programmes:\n  m: {funding: [pot], capacity: 400, per_participant: 3}\n",
            ("programmes.m.capacity", "more mentors than there are adults"),
        ),
        (
            MONEY + "  more: {payer: eu, start: 2011-06, months: 12}\nprogrammes:\n  m: {funding: [pot, more]}\n",
            ("programmes.m.funding", "2011-12", "2011-06", "must not overlap"),
        ),
        (MONEY + "programmes:\n  m: {funding: [pot], cost: {per_month: -1}}\n", ("programmes.m.cost.per_month", "-1")),
        (MONEY + "coordinators:\n  c: {funding: [pot], fte: -1}\n", ("coordinators.c.fte", "-1")),
        (
            MONEY + "programmes:\n  m: {funding: [pot], carries: {langauge: 2}}\n",
            ("langauge", "did you mean language?"),
        ),
    ],
)
def test_it_is_refused_with_the_field_and_the_reason(tmp_path, capsys, text, words):
    code, said = reported(tmp_path, capsys, text)
    assert code == 2, said
    for word in words:
        assert word in said, said


def test_streams_one_after_the_other_may_pay_for_the_same(tmp_path, capsys):
    code, said = reported(
        tmp_path,
        capsys,
        MONEY + "  after: {payer: municipality, start: 2012-01, permanent: true}\n"
        "programmes:\n  m: {funding: [pot, after], capacity: 20}\n",
    )
    assert (code, said) == (0, "")
