"""What runs come to: what is learnt of them, effects by group and place, gaps; and gains that are no luck."""

from __future__ import annotations

import numpy as np
import pytest

from bygd.settle.carrying import Asked, NotTheSame, learn, sent_of
from bygd.settle.effects import EVERYBODY, VALUE, effects
from bygd.settle.fairness import gainers, gaps
from bygd.settle.following import Followed
from bygd.settle.matching import matching
from bygd.settle.region import Region
from tests.settle.two_places import REGION, followed

WEIGHTS = {"stays": 1.0, "works": 1.0}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    path = tmp_path_factory.mktemp("region") / "r.yaml"
    path.write_text(REGION, encoding="utf-8")
    return Region(path, 24)


def asked(region: Region, **more: object) -> Asked:
    return Asked(region, 1, 12, WEIGHTS, more.pop("quotas", {}), False, 1, 4, **more)  # type: ignore[arg-type]


def runs(region: Region, true: np.ndarray, number: int, seed: int, each: int = 12) -> list[Followed]:
    """Made-up runs of ``each`` adults of every stream, placed by chance, who do well by ``true`` (stream, place)."""
    found = []
    for run in range(number):
        draws = np.random.default_rng([seed, run])
        streams = np.repeat(np.arange(len(true)), each)
        places = draws.integers(0, true.shape[1], len(streams))
        found.append(followed(streams, places, draws.uniform(size=len(streams)) < true[streams, places], true.shape))
    return found


def test_a_gain_that_is_there_is_found_and_one_that_is_not_is_not_promised(region: Region) -> None:
    count = len(region.supplies)
    for gain in (0.0, 0.3):
        true = np.full((count, 2), 0.5)
        true[: count // 2, 0] += gain
        true[count // 2 :, 1] += gain
        promised, real = [], []
        for seed in range(4):
            learnt = learn(asked(region), region.by_kind(), runs(region, true, 4, seed))
            adults = np.array([one.kind.adults for one in region.supplies], float)
            sizes = np.array([one.size for one in region.supplies])
            found = matching(learnt.value, adults, sizes, learnt.today, learnt.quotas)
            whole = (adults[:, None] * learnt.today).sum()
            promised.append((found.value - found.today) / whole)
            real.append((adults[:, None] * true * (found.households - learnt.today)).sum() / whole)
        assert 0.6 * np.mean(real) - 0.01 <= np.mean(promised) <= np.mean(real) + 0.01, "no more than they hold"
        assert np.mean(real) > 0.08 if gain else abs(np.mean(promised)) < 0.015


def test_quotas_are_today_s_or_those_asked_for(region: Region) -> None:
    seen = runs(region, np.full((len(region.supplies), 2), 0.5), 3, 1)
    usual = learn(asked(region), region.by_kind(), seen)
    assert usual.quotas.sum() == pytest.approx(39.0) and usual.quotas == pytest.approx([19.5, 19.5], abs=3.0)
    wanted = learn(asked(region, quotas={"smaby": 10.0}), region.by_kind(), seen)
    assert wanted.quotas == pytest.approx([29.0, 10.0])
    with pytest.raises(NotTheSame, match=r"20\.0 in quotas for 39\.0 who come"):
        learn(asked(region, quotas={"smaby": 10.0, "storby": 10.0}), region.by_kind(), seen)
    assert sorted({one.place for one in sent_of(region, usual.today, usual.value)}) == ["smaby", "storby"]


def test_groups_and_gaps_are_told_of_the_same_households(region: Region) -> None:
    """The south gains, the east loses, by as much as is put in."""
    sent = region.by_kind()
    south = np.array([region.supplies[one.supply].kind.origin == "south" for one in sent])
    streams = np.repeat(np.arange(len(sent)), 20)
    today, matched = {}, {}
    for pair in range(6):
        luck = np.random.default_rng(pair).uniform(size=len(streams))
        level = np.where(south[streams], 0.6, 0.3)
        later = np.where(south[streams], 0.8, 0.2)
        places = (np.arange(len(streams)) % 2).astype(np.int64)
        for held, chance in ((today, level), (matched, later)):
            held[pair] = followed(streams, places, luck < chance, (len(sent), 2))
            for place in region.base.places:
                held[pair].places[place] = {"newcomers": 30.0 + 5.0 * (held is matched)}
    found = effects(region, sent, today, matched, WEIGHTS, 1.0)
    assert found.everybody.group == EVERYBODY and found.pairs == 6
    by = {one.group: one for one in found.groups}
    assert by["south"].effects[VALUE].mean == pytest.approx(0.2, abs=0.05)
    up, down = gainers(found)
    assert "south" in {one.group for one in up} and "east" in {one.group for one in down}
    gap = next(one for one in gaps(found) if one.dimension == "origin")
    assert gap.worst.group == "east" and gap.gap.better and gap.gap.mean == pytest.approx(0.3, abs=0.06)
    assert found.places[0].whole["newcomers"].mean == 5.0
    assert found.places[0].settled.values.tolist() == [0.0] * 6
