"""Numbers, months, lists and plurals in each language, and English as it was."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from experiments.outcomes.intervals import Band
from experiments.outcomes.wording import money, percent, plain, ranged
from sim.languages import OTHERS, in_language, known, language
from sim.words import counted, figure, listed, month_and_year, times

NBSP = "\N{NO-BREAK SPACE}"
SAID = {
    "en": ("1,234.5", "May 2013", "a, b and c", "1,200 months", "35 %", "1.23 million SEK"),
    "sv": (f"1{NBSP}234,5", "maj 2013", "a, b och c", f"1{NBSP}200 månader", f"35{NBSP}%", "1,23 miljoner SEK"),
    "nb": (f"1{NBSP}234,5", "mai 2013", "a, b og c", f"1{NBSP}200 måneder", f"35{NBSP}%", "1,23 millioner SEK"),
    "da": ("1.234,5", "maj 2013", "a, b og c", "1.200 måneder", f"35{NBSP}%", "1,23 mio. SEK"),
    "fi": (f"1{NBSP}234,5", "toukokuu 2013", "a, b ja c", f"1{NBSP}200 kuukautta", f"35{NBSP}%", "1,23 milj. SEK"),
    "is": ("1.234,5", "maí 2013", "a, b og c", "1.200 mánuðir", "35%", "1,23 millj. SEK"),
}


@pytest.mark.parametrize("code", SAID)
def test_numbers_months_lists_and_money_are_written_as_the_language_does(code: str) -> None:
    with in_language(code):
        assert (
            figure(1234.5),
            month_and_year("2013-05"),
            listed(["a", "b", "c"]),
            counted(1200, "month", "months"),
            percent(0.35),
            money(1.23e6),
        ) == SAID[code]


def test_a_minus_sign_stays_one_and_zero_has_none() -> None:
    with in_language("sv"):
        assert plain(-1.5) == "−1,5"
        assert plain(-0.01) == "0,0"
        assert ranged(Band(-2.0, -3.5, 1.25, 0.0, 0.0, 5), digits=1) == "−2,0 (−3,5 till 1,2)"


def test_icelandic_counts_twenty_one_as_one() -> None:
    with in_language("is"):
        assert [counted(n, "year", "years") for n in (1, 2, 11, 21)] == ["1 ár", "2 ár", "11 ár", "21 ár"]
        assert [counted(n, "month", "months") for n in (1, 2, 11, 21)] == [
            "1 mánuður",
            "2 mánuðir",
            "11 mánuðir",
            "21 mánuður",
        ]


def test_a_number_that_is_not_whole_is_several() -> None:
    with in_language("fi"):
        assert times(1) == "kerran"
        from sim.words import measured

        assert measured(1.5, "hour", "hours") == "1,5 tuntia"


def test_a_language_is_in_force_in_its_own_thread_alone() -> None:
    seen = []
    with in_language("sv"):
        other = threading.Thread(target=lambda: seen.append(language()))
        other.start()
        other.join()
        assert language() == "sv"
    assert seen == ["en"] and language() == "en"


def test_english_needs_no_babel() -> None:
    script = (
        "import sys; sys.modules['babel'] = None\n"
        "from sim.words import counted, month_and_year, listed\n"
        "print(counted(2, 'run', 'runs'), month_and_year('2013-05'), listed(['a', 'b']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2 runs May 2013 a and b"


@pytest.mark.parametrize(
    ("said", "near"), [("svenska", "sv"), ("sv_SE.UTF-8", "sv"), ("no", "nb"), ("Finnsh", "fi"), ("islenska", "is")]
)
def test_an_unknown_language_is_answered_with_the_nearest_and_all(said: str, near: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean {near}\\?.*Swedish.*Icelandic"):
        known(said)


@pytest.mark.parametrize("code", OTHERS)
def test_the_same_codes_are_known(code: str) -> None:
    assert known(code) == code
