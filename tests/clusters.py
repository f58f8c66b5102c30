"""The stories of gold/clusters: as reports of a faultless coder, and as pages for the coder itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legation.types import Actor, Evidence, Item, Paragraph, Place, Report, Span, Story

FOLDER = Path(__file__).parents[1] / "gold" / "clusters"
_TOLD = re.compile(r"(?P<key>\w+)(?P<values>(?: \w+=(?:[A-Z]{3} ?)+| \w+=\S+)*)")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Told:
    """A story of a cluster file: its name, text, and what it tells of, as keys that are unique over all files."""

    name: str
    outlet: str
    published: str
    text: str
    keys: tuple[str, ...]
    reports: tuple[Report, ...]  # one for each key


def stories(folder: Path = FOLDER) -> Iterator[Told]:
    """Every story, file by file."""
    for path in sorted(folder.glob("*.txt")):
        yield from _file(path)


def _file(path: Path) -> Iterator[Told]:
    lines = path.read_text(encoding="utf-8").splitlines()
    known: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines):
        if line.startswith("= "):
            key, kind, states, date, place, *more = (cell.strip() for cell in line[2:].split("|"))
            known[key] = {"kind": kind, "states": states, "date": date, "place": place}
            known[key] |= dict(
                part.strip().split("=", 1) for part in ";".join(more).split(";") if "=" in part
            )
        elif line.startswith("> "):
            outlet, published, told = (cell.strip() for cell in line[2:].split("|"))
            yield _story(path.stem, len(lines) and number, outlet, published, told, lines[number + 1], known)


def _story(
    file: str,
    number: int,
    outlet: str,
    published: str,
    told: str,
    text: str,
    known: dict[str, dict[str, str]],
) -> Told:
    name = f"{file}-{number}"
    story = Story(
        id="s_" + _digest(name), path=f"{name}.txt", url=None, part=1, title=None, outlet=outlet, outlet_state=None,
        published=published, published_span=None, language="en", text=text,
        paragraphs=(Paragraph(Span(0, len(text)), "body"),),
    )  # fmt: skip
    sentences = _SENTENCE.split(text)
    keys, reports = [], []
    for place, match in enumerate(_TOLD.finditer(told)):
        values = dict(known[match["key"]])
        values |= dict(
            part.split("=", 1) for part in re.findall(r"\w+=(?:[A-Z]{3}(?: [A-Z]{3})*|\S+)", match["values"])
        )
        words = sentences[place] if len(list(_TOLD.finditer(told))) > 1 else text
        keys.append(f"{file}:{match['key']}")
        reports.append(_report(story, match["key"], values, words))
    return Told(name, outlet, published, text, tuple(keys), tuple(reports))


def _report(story: Story, key: str, values: dict[str, str], words: str) -> Report:
    kind, _, mode = values["kind"].partition("/")
    start = story.text.index(words)
    place = None
    if values["place"] != "-":
        town, country = (part.strip() for part in values["place"].split(","))
        place = Place(town, country, None, None, "city") if town in words else None
    return Report(
        id="r_" + _digest(story.id, key), story=story, type=kind, mode=mode or None,
        states=tuple(sorted(values["states"].split())), actors=tuple(_actors(values, words)), date=values["date"],
        date_basis=None, place=place, stage=values.get("stage"), factuality=values.get("factuality", "actual"),
        topics=(), items=tuple(_items(values)), money=(), claims=(),
        evidence=(Evidence(start, start + len(words), words, "event"),), rule="gold", confidence=1.0,
    )  # fmt: skip


def _actors(values: dict[str, str], words: str) -> Iterator[Actor]:
    if "who" in values:
        name, state, office, role = (part.strip() for part in values["who"].split(","))
        if name in words:
            yield Actor(name, state, office, "person", role, None, 0, 0)


def _items(values: dict[str, str]) -> Iterator[Item]:
    if "items" in values:
        designation, count = values["items"].rsplit(" ", 1)
        yield Item(designation, "arms", int(count), None, Span(0, 0))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
