"""Learns what the words of a sentence weigh for each type of event, and writes src/legation/data/en/weights.tsv.

    python bench/learn.py [--without FOLDER …]

From the coded stories of gold/train, second, third, fifth, sixth, seventh, tenth and eleventh and tests/gold_dev, the sentences of
gold/sentences (those marked ``learn``) and the examples beside the rules: a logistic regression for each type, on
`legation.extract.weighing.features`. gold/test, gold/fourth, gold/eighth, gold/ninth and the sentences marked ``held`` are never learned from.
``--without`` leaves a gold folder out, to measure on it as on unseen stories.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from legation.commands.intake import from_paths
from legation.document import read as read_document
from legation.extract.reader import GrammarReader
from legation.extract.weighing import features
from legation.gazetteer import load, read_table
from legation.measure.gold import TYPES, GoldStory, read_gold
from legation.types import Failure, Paragraph, Span, Story
from legation.vocabulary import Weights

ROOT = Path(__file__).parents[1]
FOLDERS = tuple(
    ROOT / name
    for name in (
        "gold/train",
        "gold/second",
        "gold/third",
        "gold/fifth",
        "gold/sixth",
        "gold/seventh",
        "gold/tenth",
        "gold/eleventh",
        "tests/gold_dev",
    )
)
TABLE = ROOT / "src" / "legation" / "data" / "en" / "weights.tsv"
COMMENT = (
    "What the words of a sentence weigh for each type of event. Written by ./run.sh learn from our own coded stories,",
    "sentences and examples (own compilation); not to be edited. Row 1: types; row 2: where each starts; then feature, type:weight …, in hundredths",
)
SEEN = 3  # times a feature must occur to be weighed
SPARING = 20.0  # how much weights are held down
PLAIN = 0.6  # how far a feature counts that tells nothing
DOUBT = 0.1  # times each feature is taken to have occurred besides
LEAST = 0.07  # a weight below this is left out

Row = tuple[frozenset[str], frozenset[str]]  # features, types told of


def main(argv: Sequence[str] | None = None) -> None:
    """Learn and write; says how many sentences and weights there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", nargs="*", default=[], metavar="FOLDER")
    left = {Path(name).resolve() for name in parser.parse_args(argv).without}
    reader = GrammarReader(load())
    stories = [gold for folder in FOLDERS if folder.resolve() not in left for gold in read_gold(folder)]
    rows = [*from_stories(reader, stories), *from_sentences(reader), *from_examples(reader)]
    weights = weights_of(rows)
    write(weights, TABLE, COMMENT)
    count = sum(cells.count(":") for cells in weights.of.values())
    print(f"{len(rows):,} sentences, {len(weights.of):,} features, {count:,} weights: {TABLE}")


def from_stories(reader: GrammarReader, stories: Iterable[GoldStory]) -> Iterator[Row]:
    """The sentences of coded stories."""
    for gold in stories:
        for story in _stories(gold.path):
            for analysis in reader.explain(story):
                span = analysis.sentence.span
                told = {
                    event.type
                    for event in gold.events
                    if (at := gold.text.find(event.evidence)) < span.end
                    and span.start < at + len(event.evidence)
                }
                yield frozenset(features(analysis.tagged, analysis.clauses)), frozenset(told)


def _stories(path: Path) -> Iterator[Story]:
    for capture in from_paths([str(path)]):
        if not isinstance(capture, Failure):
            yield from read_document(capture, load()).stories


def from_sentences(reader: GrammarReader) -> Iterator[Row]:
    """The single sentences that are coded."""
    for table in sorted((ROOT / "gold" / "sentences").glob("*.tsv")):
        for row in read_table(table):
            if row["part"] != "learn":
                continue
            told = {table.stem} if row["tells"] == "yes" else set()
            if row["second"]:
                told.add(row["second"].split()[0])
            yield _read(reader, row["sentence"]), frozenset(told)


def from_examples(reader: GrammarReader) -> Iterator[Row]:
    """The examples beside the rules."""
    for table in sorted((ROOT / "src" / "legation" / "extract" / "families").glob("*.toml")):
        told: dict[str, set[str]] = {}
        for kind, cases in tomllib.loads(table.read_text(encoding="utf-8")).items():
            for case in cases:
                told.setdefault(case["text"], set()).update({case["type"]} if kind != "not_read" else ())
        for text, types in told.items():
            yield _read(reader, text), frozenset(types)


def _read(reader: GrammarReader, text: str) -> frozenset[str]:
    story = Story(
        "s_", None, None, 1, None, None, None, None, None, "en", text, (Paragraph(Span(0, len(text)), "body"),)
    )  # fmt: skip
    return frozenset().union(*(features(one.tagged, one.clauses) for one in reader.explain(story)))


def _learned(rows: Sequence[Row]) -> tuple[list[str], list[float], list[list[tuple[int, float]]]]:
    """The features, the start of each type, and the weights of each feature by type."""
    counts = Counter(name for found, _ in rows for name in found)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    index = {name: number for number, name in enumerate(names)}
    cells = [
        (number, index[name])
        for number, (found, _) in enumerate(rows)
        for name in sorted(found)
        if name in index
    ]
    matrix = csr_array((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(names)))
    starts: list[float] = []
    weights: list[list[tuple[int, float]]] = [[] for _ in names]
    for number, type_ in enumerate(TYPES):
        truth = np.array([1.0 if type_ in told else -1.0 for _, told in rows])
        scale = _telling(matrix, truth)
        found = regression(csr_array(matrix.multiply(scale)), truth)
        found[:-1] *= scale
        starts.append(float(found[-1]))
        for at in np.flatnonzero(np.abs(found[:-1]) >= LEAST):
            weights[at].append((number, float(found[at])))
    return names, starts, weights


def _telling(matrix: csr_array, truth: np.ndarray) -> np.ndarray:
    """How far each feature counts: by how much oftener it stands in the sentences that tell of a type, or in the others.

    A feature that is many times as frequent on one side may have a large weight, one that is as frequent on both only a
    small one (Wang and Manning 2012, "Baselines and Bigrams": naive Bayes and a linear model together).
    """
    often, seldom = (DOUBT + np.asarray(matrix[truth == side].sum(axis=0)).ravel() for side in (1.0, -1.0))
    found: np.ndarray = PLAIN + np.abs(np.log(often / often.sum()) - np.log(seldom / seldom.sum()))
    return found


def regression(matrix: csr_array, truth: np.ndarray, sparing: float = SPARING) -> np.ndarray:
    """Logistic regression with squared weights held down, as much as is ``sparing``; the last weight is the start."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = truth * (matrix @ weights[:-1] + weights[-1])
        part = -truth / (1 + np.exp(np.clip(margin, -500, 500)))
        slope = np.append(matrix.T @ part + sparing * weights[:-1], part.sum())
        return float(np.logaddexp(0, -margin).sum() + sparing / 2 * (weights[:-1] ** 2).sum()), slope

    return np.asarray(
        minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    )


def weights_of(rows: Sequence[Row]) -> Weights:
    """What the words of these sentences weigh, as the tables hold it."""
    names, starts, found = _learned(rows)
    cells = {
        name: "\t".join(f"{number}:{round(100 * weight)}" for number, weight in each)
        for name, each in zip(names, found, strict=True)
        if each
    }
    return Weights(tuple(TYPES), tuple(round(100 * start) for start in starts), cells)


def write(weights: Weights, table: Path, comment: Sequence[str]) -> None:
    """A table of weights: rows of comment, the outcomes, where each starts; then a row for each feature."""
    lines = [
        *(f"# {line}" for line in comment),
        "\t".join(["type", *weights.types]),
        "\t".join(["start", *map(str, weights.start)]),
        *(f"{feature}\t{cells}" for feature, cells in weights.of.items()),
    ]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
