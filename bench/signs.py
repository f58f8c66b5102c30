"""Learns what the signs of a reading weigh, and writes signs.tsv and footing.tsv of src/legation/data/en.

    python bench/signs.py [--without FOLDER …]

Every coded story that `bench/learn.py` learns from is coded with words that were weighed without it (in five parts, each
left out in turn), and every reading of each of its sentences is noted with its signs (`legation.identify.signs`). A reading
is right where the gold has, in that sentence, an event of its type between its states, and wrong where it has none in the whole
story; of what the gold has in another sentence nothing is learned. One logistic regression over the steps of all signs,
and over how the states stand among the words (`legation.identify.footing`), gives the weights. gold/test, gold/fourth, gold/eighth and gold/ninth are never learned from.
"""

from __future__ import annotations

import argparse
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack

import learn
from legation.commands.intake import gold_coder
from legation.commands.running import Outcome
from legation.extract.reader import GrammarReader
from legation.gazetteer import load
from legation.identify.footing import ANY
from legation.identify.reports import Identifier
from legation.identify.signs import Weighed
from legation.measure.gold import TYPES, GoldStory, read_gold
from legation.pipeline import Pipeline
from legation.types import Sentence
from legation.vocabulary import Gazetteer, Signs, Weights

DATA = learn.ROOT / "src" / "legation" / "data" / "en"
COMMENT = (
    "What it weighs for a reading where the states stand that it holds, and those that it leaves out. Written by ./run.sh learn from our own coded",
    "stories (own compilation); not to be edited. Row 1: types, and what counts for any; row 2: where each starts; then feature, type:weight …, in hundredths",
)
# Folder, and how the names of its stories begin: what is left out together.
PARTS = (
    (("train", ""), ("tenth", "t"), ("eleventh", "k"), ("eleventh", "e"), ("eleventh", "q")),
    (("second", ""), ("third", ""), ("tenth", "u"), ("eleventh", "l"), ("eleventh", "f")),
    (("fifth", ""), ("tenth", "v"), ("eleventh", "m"), ("eleventh", "g"), ("eleventh", "s")),
    (("sixth", ""), ("tenth", "w"), ("eleventh", "n"), ("eleventh", "h")),
    (("seventh", ""), ("gold_dev", ""), ("tenth", "x"), ("eleventh", "o"), ("eleventh", "p")),
)
STEPS = 8  # into which the values of a sign are cut, at most
SPARING = 10.0  # how much weights are held down
SCALE = 0.3  # how far a feature of the footing counts beside a step of a sign
SEEN = 20  # readings that a feature of the footing must be of to be weighed
SEEN_RIGHT = 3  # right readings of a type that it must be of to be weighed for that type
LEAST = 3  # hundredths: a weight of the footing below this is left out
OUTCOMES = (*TYPES, ANY)
_NUMBER = {name: number for number, name in enumerate(OUTCOMES)}


class Row(NamedTuple):
    """A reading, by what it was weighed, and whether it is right."""

    type: str
    values: dict[str, float]
    footing: tuple[str, ...]
    right: bool


def main(argv: Sequence[str] | None = None) -> None:
    """Learn and write; says how many readings and signs there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", nargs="*", default=[], metavar="FOLDER")
    left = {Path(name).resolve() for name in parser.parse_args(argv).without}
    rows = readings([one for one in learn.FOLDERS if one.resolve() not in left])
    signs = learned(rows)
    write(signs)
    print(
        f"{len(rows):,} readings, {sum(row.right for row in rows):,} right, {len(signs.of)} signs, "
        f"{len(signs.footing.of):,} features of the footing: {DATA}"
    )


def readings(folders: Sequence[Path]) -> list[Row]:
    """Every reading of the stories of these folders that is right or wrong."""
    parts = parts_of(folders)
    with ProcessPoolExecutor(2) as pool:
        words = list(pool.map(_words, parts))
        weights = list(pool.map(_weights, [_others(words, number) for number in range(len(parts))]))
        return [row for rows in pool.map(_coded, parts, weights) for row in rows]


def parts_of(folders: Sequence[Path]) -> list[list[GoldStory]]:
    """The stories of these folders, in the parts that are left out together."""
    stories = [(folder.name, gold) for folder in folders for gold in read_gold(folder)]
    return [
        [gold for folder, gold in stories if any(folder == name and gold.path.stem.startswith(head) for name, head in part)]
        for part in PARTS
    ]  # fmt: skip


def _words(part: Sequence[GoldStory]) -> list[learn.Row]:
    return list(learn.from_stories(GrammarReader(load()), part))


def _others(words: Sequence[Sequence[learn.Row]], left: int) -> list[learn.Row]:
    return [row for number, found in enumerate(words) if number != left for row in found]


def _weights(words: Sequence[learn.Row]) -> Weights:
    reader = GrammarReader(load())
    return learn.weights_of([*learn.from_sentences(reader), *learn.from_examples(reader), *words])


def _coded(part: Sequence[GoldStory], weights: Weights) -> list[Row]:
    return list(_of_stories(part, weighed_by(load(), weights)))


def weighed_by(tables: Gazetteer, weights: Weights, signs: Signs | None = None) -> Gazetteer:
    """The tables with these weights of words, and these signs or none."""
    english = replace(tables.lexicons["en"], weights=weights, signs=signs or Signs())
    return replace(tables, lexicons={**tables.lexicons, "en": english})


def _of_stories(stories: Iterable[GoldStory], tables: Gazetteer) -> Iterator[Row]:
    seen: list[tuple[Sentence, list[Weighed]]] = []
    pipeline = Pipeline(tables, GrammarReader(tables))
    pipeline.identifier = Identifier(tables, lambda sentence, found: seen.append((sentence, found)))
    coder = gold_coder(pipeline, Outcome())
    for gold in stories:
        seen.clear()
        coder(gold)
        events = [(event.type, tuple(sorted(event.states)), gold.text.find(event.evidence), len(event.evidence)) for event in gold.events]  # fmt: skip
        told = {(type_, states) for type_, states, _, _ in events}
        for sentence, found in seen:
            span = sentence.span
            stands = {one.states: tuple(sorted(map(sys.intern, one.footing))) for one in found}
            here = {
                (type_, states)
                for type_, states, at, length in events
                if at < span.end and span.start < at + length
            }
            for one in found:
                key = one.type, one.states
                if key in here or key not in told:
                    yield Row(one.type, one.values, stands[one.states], key in here)


def learned(rows: Sequence[Row]) -> Signs:
    """The steps of every sign and the features of the footing, with their weights."""
    edges = _edges_of(rows)
    first = dict(zip(edges, accumulate((len(at) + 1 for at in edges.values()), initial=0), strict=False))
    count = sum(len(at) + 1 for at in edges.values())
    steps = (
        [
            first[name] + int(np.searchsorted(edges[name], float(value), side="right"))
            for name, value in row.values.items()
        ]
        for row in rows
    )
    cells = _cells(rows)
    stands = (
        [
            cells[key]
            for feature in row.footing
            for key in ((row.type, feature), (ANY, feature))
            if key in cells
        ]
        for row in rows
    )
    matrix = hstack([_matrix(steps, count), _matrix(stands, len(cells)) * SCALE])
    truth = np.array([1.0 if row.right else -1.0 for row in rows])
    found = learn.regression(csr_array(matrix), truth, SPARING)
    weights = [round(100 * float(each)) for each in found[:count]]
    return Signs(
        round(100 * float(found[-1])),
        {name: (tuple(map(float, at)), tuple(weights[first[name] : first[name] + len(at) + 1])) for name, at in edges.items()},
        _footing(cells, found[count:-1]),
    )  # fmt: skip


def _edges_of(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    values: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.values.items():
            values.setdefault(name, []).append(float(value))
    return {name: _edges(np.array(found)) for name, found in values.items()}


def _cells(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """The features of the footing that are weighed, for a type or for any, each with its number."""
    often = Counter(feature for row in rows for feature in row.footing)
    rightly = Counter((row.type, feature) for row in rows if row.right for feature in row.footing)
    kept = {(ANY, feature) for feature, times in often.items() if times >= SEEN}
    kept |= {
        (type_, feature)
        for (type_, feature), times in rightly.items()
        if times >= SEEN_RIGHT and often[feature] >= SEEN
    }
    return {key: number for number, key in enumerate(sorted(kept))}


def _matrix(rows: Iterable[Sequence[int]], width: int) -> csr_array:
    """A row of ones and noughts for each, with ones in these places."""
    places, ends = array("i"), array("i", [0])
    for row in rows:
        places.extend(row)
        ends.append(len(places))
    return csr_array((np.ones(len(places)), np.array(places), np.array(ends)), shape=(len(ends) - 1, width))


def _footing(cells: Mapping[tuple[str, str], int], found: np.ndarray) -> Weights:
    told: dict[str, list[str]] = {}
    for (type_, feature), number in cells.items():
        weight = round(100 * SCALE * float(found[number]))
        if abs(weight) >= LEAST:
            told.setdefault(feature, []).append(f"{_NUMBER[type_]}:{weight}")
    return Weights(
        OUTCOMES, (0,) * len(OUTCOMES), {feature: "\t".join(told[feature]) for feature in sorted(told)}
    )


def _edges(values: np.ndarray) -> np.ndarray:
    """Where the values of a sign are cut: between all of a few, else so that as many lie in each step."""
    known = np.unique(values)
    if len(known) <= STEPS:
        return np.asarray(np.round((known[1:] + known[:-1]) / 2, 3))
    often = values[values != 0] if (values == 0).mean() > 0.3 else values
    return np.unique(np.round(np.quantile(often, np.linspace(0, 1, STEPS + 1)[1:-1]), 3))


def write(signs: Signs, folder: Path = DATA) -> None:
    """The tables of signs and of the footing."""
    lines = [
        "# What each sign of a reading weighs, in hundredths, by the steps that its values are cut into. Written by ./run.sh learn from our own",
        "# coded stories (own compilation); not to be edited. The first row: where every sum starts",
        "sign\tedges\tweights",
        f"start\t\t{signs.start}",
    ]
    for name, (edges, weights) in signs.of.items():
        lines.append(f"{name}\t{' '.join(f'{one:g}' for one in edges)}\t{' '.join(map(str, weights))}")
    (folder / "signs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    learn.write(signs.footing, folder / "footing.tsv", COMMENT)


if __name__ == "__main__":
    main()
