"""Learns what the signs of a reading weigh, and writes src/legation/data/en/signs.tsv.

    python bench/signs.py [--without FOLDER …]

Every coded story that `bench/learn.py` learns from is coded with words that were weighed without it (in five parts, each
left out in turn), and every reading of each of its sentences is noted with its signs (`legation.identify.signs`). A reading
is right where the gold has, in that sentence, an event of its type between its states, and wrong where it has none in the whole
story; of what the gold has in another sentence nothing is learned. One logistic regression over the steps of all signs
gives the weights. gold/test, gold/fourth, gold/eighth and gold/ninth are never learned from.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

import learn
from legation.commands.intake import gold_coder
from legation.commands.running import Outcome
from legation.extract.reader import GrammarReader
from legation.gazetteer import load
from legation.identify.reports import Identifier
from legation.identify.signs import Weighed
from legation.measure.gold import GoldStory, read_gold
from legation.pipeline import Pipeline
from legation.types import Sentence
from legation.vocabulary import Gazetteer, Signs, Weights

TABLE = learn.ROOT / "src" / "legation" / "data" / "en" / "signs.tsv"
# Folder, and how the names of its stories begin: what is left out together.
PARTS = (
    (("train", ""), ("tenth", "t")),
    (("second", ""), ("third", ""), ("tenth", "u")),
    (("fifth", ""), ("tenth", "v")),
    (("sixth", ""), ("tenth", "w")),
    (("seventh", ""), ("gold_dev", ""), ("tenth", "x")),
)
STEPS = 8  # into which the values of a sign are cut, at most
SPARING = 10.0  # how much weights are held down
Row = tuple[dict[str, float], bool]  # the values of a reading's signs, and whether it is right


def main(argv: Sequence[str] | None = None) -> None:
    """Learn and write; says how many readings and signs there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", nargs="*", default=[], metavar="FOLDER")
    left = {Path(name).resolve() for name in parser.parse_args(argv).without}
    rows = list(readings([one for one in learn.FOLDERS if one.resolve() not in left]))
    signs = learned(rows)
    write(signs)
    print(
        f"{len(rows):,} readings, {sum(right for _, right in rows):,} right, {len(signs.of)} signs: {TABLE}"
    )


def readings(folders: Sequence[Path]) -> Iterator[Row]:
    """Every reading of the stories of these folders that is right or wrong."""
    tables = load()
    reader = GrammarReader(tables)
    common = [*learn.from_sentences(reader), *learn.from_examples(reader)]
    stories = [(folder.name, gold) for folder in folders for gold in read_gold(folder)]
    parts = [
        [gold for folder, gold in stories if any(folder == name and gold.path.stem.startswith(head) for name, head in part)]
        for part in PARTS
    ]  # fmt: skip
    words = [list(learn.from_stories(reader, part)) for part in parts]
    for number, part in enumerate(parts):
        if part:
            others = [row for at, found in enumerate(words) if at != number for row in found]
            yield from _of_stories(part, weighed_by(tables, learn.weights_of([*common, *others])))


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
            here = {
                (type_, states)
                for type_, states, at, length in events
                if at < span.end and span.start < at + length
            }
            for one in found:
                key = one.type, one.states
                if key in here or key not in told:
                    yield one.values, key in here


def learned(rows: Sequence[Row]) -> Signs:
    """The steps of every sign, and their weights."""
    values: dict[str, list[float]] = {}
    for found, _ in rows:
        for name, value in found.items():
            values.setdefault(name, []).append(float(value))
    edges = {name: _edges(np.array(found)) for name, found in values.items()}
    first, count = {}, 0
    for name in edges:
        first[name] = count
        count += len(edges[name]) + 1
    cells = [
        (number, first[name] + int(np.searchsorted(edges[name], float(value), side="right")))
        for number, (found, _) in enumerate(rows)
        for name, value in found.items()
    ]
    matrix = csr_array((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), count))
    truth = np.array([1.0 if right else -1.0 for _, right in rows])
    weights = [round(100 * float(each)) for each in learn.regression(matrix, truth, SPARING)]
    return Signs(
        weights[-1],
        {name: (tuple(map(float, at)), tuple(weights[first[name] : first[name] + len(at) + 1])) for name, at in edges.items()},
    )  # fmt: skip


def _edges(values: np.ndarray) -> np.ndarray:
    """Where the values of a sign are cut: between all of a few, else so that as many lie in each step."""
    known = np.unique(values)
    if len(known) <= STEPS:
        return np.asarray(np.round((known[1:] + known[:-1]) / 2, 3))
    often = values[values != 0] if (values == 0).mean() > 0.3 else values
    return np.unique(np.round(np.quantile(often, np.linspace(0, 1, STEPS + 1)[1:-1]), 3))


def write(signs: Signs, table: Path = TABLE) -> None:
    """The table of signs."""
    lines = [
        "# What each sign of a reading weighs, in hundredths, by the steps that its values are cut into. Written by ./run.sh learn from our own",
        "# coded stories (own compilation); not to be edited. The first row: where every sum starts",
        "sign\tedges\tweights",
        f"start\t\t{signs.start}",
    ]
    for name, (edges, weights) in signs.of.items():
        lines.append(f"{name}\t{' '.join(f'{one:g}' for one in edges)}\t{' '.join(map(str, weights))}")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
