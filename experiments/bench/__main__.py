"""``python -m experiments.bench``: what months, building a country and the command cost."""

from __future__ import annotations

import argparse
import sys

from experiments.bench.commands import Commands, command_costs
from experiments.bench.country import WHOLE, Building, building_of
from experiments.bench.kernels import limit_table
from experiments.bench.months import MONTHS, Cost, cost_at
from sim.words import counted, figure

SIZES = (3_000, 100_000, 1_000_000)
MOST_RATIO, MOST_GROWTH, MOST_BYTES = 20.0, 2.5, 1000.0
MOST_COMPILE_S, MOST_WARM_S, MOST_HELP_S = 60.0, 3.0, 0.3


def size_table(costs: list[Cost]) -> str:
    """Markdown: one row a size."""
    heads = (
        "people",
        "ns a person-month",
        "median month",
        "streaming pass, ns a person",
        "month : pass",
        "bytes a person",
        "region built in",
    )
    lines = ["| " + " | ".join(heads) + " |", "|" + "--:|" * len(heads)]
    lines += [
        f"| {cost.people:,} | {cost.month_ns:,.0f} | {cost.median_ns:,.0f} | {cost.pass_ns:.0f} "
        f"| {cost.ratio:.1f} | {cost.bytes_person:,.0f} | {cost.build_s:.1f} s |"
        for cost in costs
    ]
    return "\n".join(lines)


def step_table(costs: list[Cost]) -> str:
    """Markdown: nanoseconds a person-month by step and size."""
    lines = ["| step, ns a person-month | " + " | ".join(f"{cost.people:,}" for cost in costs) + " |"]
    lines.append("|:--" + "|--:" * len(costs) + "|")
    lines += [
        f"| {name} | " + " | ".join(f"{cost.steps[name]:,.0f}" for cost in costs) + " |" for name in costs[0].steps
    ]
    return "\n".join(lines)


def aims(costs: list[Cost], commands: Commands | None) -> str:
    """Each aim beside what was measured."""
    rows: list[tuple[str, float, float, str]] = []
    middle = [cost for cost in costs if 50_000 < cost.people < 500_000]
    if middle:
        rows.append(("a month : one streaming pass, at 100 thousand", middle[0].ratio, MOST_RATIO, ""))
    if len(costs) > 1:
        growth = costs[-1].month_ns / costs[0].month_ns
        rows.append(
            (f"growth of the cost a person, {costs[0].people:,} to {costs[-1].people:,}", growth, MOST_GROWTH, " times")
        )
    if costs:
        rows.append(("bytes a person, at the largest", costs[-1].bytes_person, MOST_BYTES, ""))
    if commands is not None:
        rows += [
            ("first run: compiling", commands.compile_s, MOST_COMPILE_S, " s"),
            ("warm `bygd run` of the default, one replicate", commands.warm_run_s, MOST_WARM_S, " s"),
            ("`bygd --help`", commands.help_s, MOST_HELP_S, " s"),
        ]
    lines = ["| aim | at most | measured | |", "|:--|--:|--:|:--|"]
    lines += [
        f"| {name} | {figure(most)}{unit} | {found:,.2f}{unit} | {'met' if found <= most else 'missed'} |"
        for name, found, most, unit in rows
    ]
    return "\n".join(lines)


def building_table(costs: list[Building]) -> str:
    """Markdown: one row a size of the synthetic country."""
    lines = [
        "| scale | places | people | threads | built in | processor time | settling | peak memory, bytes a person |",
        "|" + "--:|" * 8,
    ]
    lines += [
        f"| {figure(cost.scale)} | {cost.places} | {cost.people:,} | {cost.threads} | {cost.wall_s:.1f} s "
        f"| {cost.cpu_s:.1f} s | {cost.settling:.0%} | {cost.peak_bytes / cost.people:,.0f} |"
        for cost in costs
    ]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m experiments.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="inhabitants; none: leave it out")
    parser.add_argument("--months", type=int, default=MONTHS, help="months timed at each size")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--kernels", action="store_true", help="also the largest kernels, each beside its streaming limit"
    )
    parser.add_argument(
        "--country",
        type=float,
        nargs="*",
        default=[0.01],
        metavar="SCALE",
        help=f"build the synthetic country with these shares of its {WHOLE:,} people (0.01); none: leave it out",
    )
    parser.add_argument("--no-commands", action="store_true", help="leave out what the command costs")
    args = parser.parse_args(argv)
    for scale in args.country:
        if not 0.0 < scale <= 1.0:
            parser.error(f"argument --country: found {figure(scale)}; allowed: numbers above 0, at most 1")
    costs = []
    for persons in sorted(args.sizes):
        print(f"… {counted(persons, 'person', 'people')}", file=sys.stderr, flush=True)
        costs.append(cost_at(persons, args.months, args.threads, args.kernels))
    if costs:
        print(size_table(costs), step_table(costs), sep="\n\n", end="\n\n", flush=True)
        if args.kernels:
            print(limit_table({cost.people: cost.kernels for cost in costs}), end="\n\n", flush=True)
    built = []
    for scale in sorted(args.country):
        print(f"… the synthetic country at {figure(scale)}", file=sys.stderr, flush=True)
        built.append(building_of(scale, args.threads))
    if built:
        print(building_table(built), end="\n\n", flush=True)
    commands = None
    if not args.no_commands:
        print("… the command", file=sys.stderr, flush=True)
        commands = command_costs()
    print(aims(costs, commands))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
