"""Writes docs/codebook.md from the codebook's data; with --check, says whether it is current and writes nothing."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "legation" / "data" / "codebook.toml"
PAGE = ROOT / "docs" / "codebook.md"

_HEAD = """\
# The codebook

What Legation codes. This page is written from `src/legation/data/codebook.toml` by `./run.sh codebook`; change that file,
not this page.

A report has a type and, on axes that do not depend on one another, a mode, a stage, a factuality, roles and topics.
Pledge, commitment, allocation and delivery are four different things and never summed.

## Types

| type | modes | is | is not |
|---|---|---|---|
"""


def page(book: dict[str, Any]) -> str:
    """The whole page."""
    types: dict[str, dict[str, Any]] = book["types"]
    rows = [
        f"| [`{name}`](#{name}) | {', '.join(entry['modes'])} | {entry['is']} | {entry['is_not']} |"
        for name, entry in types.items()
    ]
    parts = [_HEAD + "\n".join(rows)]
    parts += [_type(name, entry) for name, entry in types.items()]
    parts.append(
        f"## Stages\n\nOf {_and(book['stages']['applies_to'])}; null for the rest.\n\n"
        + _table(book["stages"])
    )
    parts.append("## Factuality\n\nOf the step that is reported.\n\n" + _table(book["factuality"]))
    parts.append("## Roles\n\n" + _table(book["roles"]))
    parts.append(f"## Topics\n\n{book['topics']['note']}\n\n" + _table(book["topics"]))
    parts.append("## Rules\n\nEach settles a case on which coders differ.\n\n" + _rules(book["rules"]))
    cross = book["crosswalk"]
    parts.append(
        f"## Other coding systems\n\nThe counterparts given under each type are those of the {cross['plover']} and of the "
        f"{cross['cameo']}. {cross['note']}"
    )
    return "\n\n".join(parts) + "\n"


def _type(name: str, entry: dict[str, Any]) -> str:
    lines = [f"### {name}", "", f"{entry['is']} Not: {entry['is_not'][0].lower()}{entry['is_not'][1:]}", ""]
    lines += [
        f"> {example}" + ("" if example is entry["examples"][-1] else "\n>") for example in entry["examples"]
    ]
    if entry["modes"]:
        lines += ["", *(f"- `{mode}`: {text}" for mode, text in entry["modes"].items())]
    lines += [
        "",
        f"PLOVER: {', '.join(entry['plover'])}. CAMEO: {', '.join(entry['cameo'])}. Coded by hand elsewhere:",
        "",
    ]
    lines += [f"- {dataset}" for dataset in entry["datasets"]]
    return "\n".join(lines)


def _table(axis: dict[str, Any]) -> str:
    return "| value | |\n|---|---|\n" + "\n".join(
        f"| `{name}` | {text} |" for name, text in axis["values"].items()
    )


def _rules(rules: list[dict[str, str]]) -> str:
    return "\n".join(_rule(number, rule) for number, rule in enumerate(rules, start=1))


def _rule(number: int, rule: dict[str, str]) -> str:
    indent = " " * len(f"{number}. ")
    quoted = f"{indent}> {rule['example']}\n{indent}>\n{indent}> → {rule['coded']}"
    return f"{number}. {rule['rule']}\n{quoted}"


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def main() -> int:
    """Write the page, or with ``--check`` compare it: 0 where all is well."""
    text = page(tomllib.loads(DATA.read_text(encoding="utf-8")))
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/codebook.md is not current: ./run.sh codebook", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
