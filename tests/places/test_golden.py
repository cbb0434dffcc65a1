"""Seven places as 'bygd new' writes them, byte by byte. After a change that is meant to alter them, write them
anew with ``python -m tests.places.test_golden``, and read what differs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.places.scenario import Asked, scenario_text
from bygd.places.table import load_table

GOLDEN = Path(__file__).with_name("golden")
PLACES = {
    "vindeln": "Vindeln",
    "punkalaidun": "Punkalaidun",
    "hudiksvall": "Hudiksvall",
    "isafjardarbaer": "Ísafjarðarbær",
    "hjorring": "Hjørring",
    "jomala": "Jomala",
    "narvik": "Narvik",
}


def text_of(name: str) -> str:
    return scenario_text(load_table(), Asked(place=name)).text


@pytest.mark.parametrize("file", PLACES)
def test_a_place_is_written_as_before(file: str) -> None:
    assert text_of(PLACES[file]) == (GOLDEN / f"{file}.yaml").read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for file, name in PLACES.items():
        (GOLDEN / f"{file}.yaml").write_text(text_of(name), encoding="utf-8")
