"""Validate a scenario file and say in plain words what it describes."""

from __future__ import annotations

import argparse
import json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="scenario file (YAML)")
    parser.add_argument(
        "--set", dest="settings", metavar="PATH=VALUE", action="append", default=[],
        help="change one field first, such as meeting.free_hours=40 (may be given several times)",
    )
    parser.add_argument("--yaml", action="store_true", help="print the resolved scenario instead")


def run(args: argparse.Namespace) -> int:
    from bygd.cli.reading import region_checked
    from experiments.designs import is_design
    from sim.region.vacancy import vacancies_told
    from sim.scenario import load_with_base, parse_setting, with_overrides
    from sim.scenario.portrait import portrait

    if is_design(args.file):
        return _check_design(args)
    changes = dict(parse_setting(text) for text in args.settings)
    scenario, base, base_name = load_with_base(args.file)
    scenario = region_checked(args.file, with_overrides(scenario, changes))
    if args.yaml:
        print(scenario.to_yaml().rstrip())
        return 0
    homes = vacancies_told(scenario)
    print(portrait(scenario, base, base_name) + (f"\n\n{homes}" if homes else ""))
    return 0


def _check_design(args: argparse.Namespace) -> int:
    """An experiment: its factors and levels, once every combination is found valid."""
    from bygd.cli.sweep import opening, read_design, workers_here

    words = argparse.Namespace(settings=args.settings, replicates=None, months=None, seed=None, jobs=None)
    design = read_design(words, args.file)
    if args.yaml:
        print(design.base.to_yaml().rstrip())
        return 0
    print(opening(design, workers_here(words, design)))
    for key, one in design.ranges.items():
        whole = ", whole numbers" if one.whole else ""
        scale = ", spread evenly on a log scale" if one.log else ""
        unit = "" if one.unit in ("", "1") else f" [{one.unit}]"
        base = f" (base: {one.base:g})" if one.base is not None else ""
        print(f"\n{design.label(key)}: {one.low:g} to {one.high:g}{unit}{base}{whole}{scale}\n  {one.path}")
    for key, levels in design.levels.items():
        print(f"\n{design.label(key)}:")
        for level in levels:
            changes = design.choices[key][level]
            told = ", ".join(f"{path} = {json.dumps(value, ensure_ascii=False)}"
                             for path, value in changes.items())
            print(f"  {level}: {told or 'as in the base'}")
    return 0
