"""``python -m calibration.fitted FOLDER --write``: a fit's tables in docs/validation.md, and its posterior shipped.

FOLDER is a finished folder of ``bygd calibrate``. Its posterior.csv and posterior.yaml are copied beside this file,
where ``--posterior`` takes them from; every table is made of the folder's own files, so nothing in the page is typed by
hand.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from calibration.pages import table, write_between
from sim.words import counted, figure

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "validation.md"
COMMAND = "python -m calibration.fitted"
SHIPPED = ("posterior.csv", "posterior.yaml")
Row = dict[str, str]


def rows_of(folder: Path, name: str) -> list[Row]:
    """A table of the folder; empty where it was not made."""
    file = folder / name
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def number(text: str, digits: int = 3) -> str:
    """A cell of a table; a dash where nothing stands there."""
    try:
        value = float(text)
    except ValueError:
        return "–"
    return figure(value, digits) if np.isfinite(value) else "–"


def waves_table(folder: Path) -> str:
    """Points, and what each wave left."""
    rows = (
        [row["wave"], row["points"], f"{number(str(100 * float(row['volume_after'])))} %", row["forgiven"], row["note"]]
        for row in rows_of(folder, "waves.csv")
    )
    return table(["wave", "points", "of the space not ruled out afterwards", "groups forgiven", ""], rows)


def targets_table(folder: Path, labels: dict[str, str]) -> str:
    """Each target beside what the centre says of it with fresh seeds."""
    rows = (
        [
            labels.get(row["target"], row["target"]),
            number(row["value"]),
            f"±{number(row['tolerance'], 2)}",
            f"{number(row['simulated_at_centre'])} ±{number(row['half_95'], 2)}",
            f"{number(row['emulated_low'])} to {number(row['emulated_high'])}",
            ("" if row["verdict"] == "inside" else f"**{row['verdict']}**")
            + (f" (not used: {row['not_used']})" if row["not_used"] else ""),
        ]
        for row in rows_of(folder, "targets.csv")
    )
    return table(["target", "published", "tolerance", "model at the centre", "90 % over the posterior", ""], rows)


def parameters_table(summary: dict[str, Any]) -> str:
    """Centre and interval of each parameter, and of the countries' own."""
    rows = []
    for key, one in summary["parameters"].items():
        low, high = one["interval_90"]
        before = " to ".join(figure(end) for end in one["prior"])
        interval = f"{figure(low)} to {figure(high)}"
        spread = figure(one["posterior_to_prior_sd"], 2)
        rows.append([one["label"], f"`{one['path']}`", before, figure(one["centre"]), interval, spread])
        for country, own in summary.get("countries", {}).items():
            if key in own:
                low, centre, high = own[key]
                name = f"&nbsp;&nbsp;{country.capitalize()}"
                rows.append([name, "", "", figure(centre), f"{figure(low)} to {figure(high)}", ""])
    return table(["parameter", "", "possible before", "centre", "90 % after", "spread left"], rows)


def coverage_words(folder: Path, summary: dict[str, Any]) -> str:
    """How often known parameters were found again, and how far the posterior was widened for it."""
    words = []
    told = (("recovery.csv", "simulated by the model itself"), ("mechanism.csv", "simulated with one mechanism more"))
    for name, of in told:
        rows = rows_of(folder, name)
        if rows:
            inside = [int(row["inside"]) for row in rows]
            sets = len({row["set"] for row in rows})
            words.append(
                f"- {sets} sets drawn from the prior, {of}: {sum(inside)} of {len(inside)} true values "
                f"({100 * np.mean(inside):.0f} %) lie in their 90 % interval."
            )
    words.append(f"- The posterior was widened {figure(summary.get('widened', 1.0))}-fold by the rule.")
    second = summary.get("second_method")
    if second is not None:
        words.append(
            f"- The likelihood on the same points and emulators puts the centres {figure(second['centres_apart'])} "
            f"posterior standard deviations away on average, {figure(second['farthest'])} at most (its weight is "
            f"carried by {figure(second['points_that_carry_the_weight'])} points)."
        )
    held = rows_of(folder, "held.csv")
    if held:
        inside_2, spread = (float(np.mean([float(row[key]) for row in held])) for key in ("within_2", "spread"))
        there = counted(int(held[0]["points"]), "point", "points")
        words.append(
            f"- {counted(len(held), 'emulator', 'emulators')} on {there} that no wave was trained on: "
            f"{100 * inside_2:.0f} % of errors within two standard deviations (root mean square {figure(spread, 2)})."
        )
    return "\n".join(words)


def predicted_table(folder: Path) -> str:
    """Errors of model and rivals out of sample, by kind of figure."""
    rows = rows_of(folder, "predicted.csv")
    names = ("model", "constant", "logistic")
    finite = [row for row in rows if all(np.isfinite(float(row[name] or "nan")) for name in names)]
    lines = []
    for fitted in dict.fromkeys(row["fitted_to"] for row in finite):
        mine = [row for row in finite if row["fitted_to"] == fitted]
        for kind in [*dict.fromkeys(row["kind"] for row in mine), "all"]:
            chosen = [row for row in mine if kind in ("all", row["kind"])]
            errors = [
                np.sqrt(np.mean([((float(row[name]) - float(row["value"])) / float(row["sd"])) ** 2 for row in chosen]))
                for name in names
            ]
            best = int(np.argmin(errors))
            shown = [
                f"**{figure(error, 2)}**" if place == best else figure(error, 2) for place, error in enumerate(errors)
            ]
            lines.append([f"{fitted}: {kind}", str(len(chosen)), *shown])
    return table(["fitted to, and kind of figure predicted", "figures", "model", "constant", "logistic"], lines)


def conflict_table(folder: Path) -> str:
    """Parameters whose interval moves most when the targets that are missed are left out."""
    rows = rows_of(folder, "conflict.csv")

    def moved(row: Row) -> float:
        low, high, other, another = (float(row[key]) for key in ("low", "high", "low_without", "high_without"))
        return abs((low + high) - (other + another)) / max(high - low, 1e-12)

    chosen = sorted(rows, key=lambda row: -moved(row))[:8]
    return table(
        ["parameter", "90 % with all targets", "90 % without those missed"],
        (
            [
                row["parameter"],
                f"{number(row['low'])} to {number(row['high'])}",
                f"{number(row['low_without'])} to {number(row['high_without'])}",
            ]
            for row in chosen
        ),
    )


def page(folder: Path) -> str:
    """All tables, in the order in which they are read."""
    from calibration.targets import load_targets

    summary = yaml.safe_load((folder / "posterior.yaml").read_text(encoding="utf-8"))
    labels = {one.key: one.label for one in load_targets()}
    targets = rows_of(folder, "targets.csv")
    count = {name: sum(row["verdict"] == name for row in targets) for name in ("inside", "at the edge", "missed")}
    verdicts = (
        f"At the posterior's centre, with fresh seeds, {count['inside']} of {len(targets)} targets are inside their "
        f"tolerance, {count['at the edge']} at its edge (the 95 % interval over seeds holds the edge), "
        f"{count['missed']} missed."
    )
    predicted = (
        "Out of sample: root mean square error in standard deviations of observation and discrepancy, of the figures "
        "that model and both rivals say something of; the best is bold."
    )
    parts = [
        f"Fitted to model {summary['model']}, {summary['rules']}, budget *{summary['budget']}*.",
        waves_table(folder),
        verdicts,
        targets_table(folder, labels),
        "Spread left: standard deviation after by before; 1: nothing was learned.",
        parameters_table(summary),
        coverage_words(folder, summary),
    ]
    if rows_of(folder, "conflict.csv"):
        words = "The posterior with and without the targets that are missed, where it moves most:"
        parts += [words, conflict_table(folder)]
    if rows_of(folder, "predicted.csv"):
        parts += [predicted, predicted_table(folder)]
    return "\n\n".join(parts)


def ship(folder: Path, into: Path = HERE) -> None:
    """Copy the posterior to where ``--posterior`` takes it from. Raises ``OSError``."""
    for name in SHIPPED:
        shutil.copyfile(folder / name, into / name)


def main() -> None:
    asked = argparse.ArgumentParser(prog=COMMAND, description="What a fit found, for the documents.")
    asked.add_argument("folder", type=Path, help="a finished folder of bygd calibrate")
    asked.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}, and ship the posterior")
    given = asked.parse_args()
    words = page(given.folder)
    if given.write:
        ship(given.folder)
        write_between(PAGE, COMMAND, words)
    else:
        print(words)


if __name__ == "__main__":
    main()
