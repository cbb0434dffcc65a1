"""Print the JSON Schema of scenario files, so that editors complete and check them.

In Visual Studio Code with the YAML extension: write the schema to a file and begin the scenario with
  # yaml-language-server: $schema=scenario.schema.json"""

from __future__ import annotations

import argparse
import json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--markdown", action="store_true", help="print the table of parameters instead")
    parser.add_argument("--json", action="store_true", help="the schema is one JSON document with it or without it")


def run(args: argparse.Namespace) -> int:
    from bygd.cli.options import fail
    from bygd.documents.parameters import json_schema, markdown

    if args.json and args.markdown:
        return fail("--json and --markdown: give one or the other", 2)
    text = markdown() if args.markdown else json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    print(text, end="")
    return 0
