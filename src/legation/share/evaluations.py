"""An evaluation as tables on a screen, as one JSON object, and as a page of HTML that stands by itself."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from legation.evaluation import Evaluation, Mistake, Quality, Share
from legation.share.screen import Screen, clean
from legation.share.wording import plural

_SENTENCE = 300  # characters of a sentence that are shown
_WORDS = "taken for"  # the column that holds text
_NAMES = {
    "actors": "actors named",
    "roles": "their roles",
    "place": "country of the place",
    "money": "sums",
    "claims": "state that says so",
}


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table before it is drawn: its title, what it says below, its columns and rows. The first column is text."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(screen: Screen, told: Evaluation, mistakes: bool = False) -> None:
    """Print every figure, and the mistakes with their sentences where they are wanted."""
    screen.put((_heading(told), "bold"))
    for grid in _grids(told):
        screen.put()
        screen.put((grid.title, "bold"))
        _draw(screen, grid)
        if grid.note:
            screen.put((grid.note, "dim"))
    if mistakes:
        _mistakes(screen, told.mistakes)


def _heading(told: Evaluation) -> str:
    return (
        f"{clean(told.name)}: {plural(told.stories, 'story', 'stories')}, {plural(told.events, 'event')} in the gold, "
        f"{told.overall.required:,} of them required; {plural(told.reports, 'report')} coded"
    )


def _draw(screen: Screen, grid: _Grid) -> None:
    """A table that fits eighty columns, save for what stands in its last one; figures to the right."""
    rows = [[clean(cell) for cell in row] for row in (grid.columns, *grid.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = (
            cell.ljust(width) if not place or grid.columns[place] == _WORDS else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        screen.put(("  ".join(cells).rstrip(), "" if number else "dim"))


def _mistakes(screen: Screen, mistakes: Sequence[Mistake]) -> None:
    screen.put()
    screen.put(("Mistakes" if mistakes else "No mistakes", "bold"))
    for one in mistakes:
        screen.put((f"{one.story} ", "dim"), (one.kind, "bold yellow"), f"  {clean(_contrast(one))}")
        screen.block(clean(one.sentence)[:_SENTENCE], indent=4)


def _contrast(one: Mistake) -> str:
    if one.gold is None or one.mine is None:
        return one.gold or one.mine or ""
    return f"gold: {one.gold}; coded: {one.mine}"


# ------------------------------------------------------------------ the tables


def _grids(told: Evaluation) -> Iterator[_Grid]:
    interval = "In brackets: the 95 % interval, by bootstrap over stories."
    yield _Grid(
        "Reports",
        interval,
        ("", "share", "95 %", "of"),
        (
            _row("precision", told.overall.precision),
            _row("recall", told.overall.recall),
            _row("F1", told.overall.f1),
            _row("evidence exact", told.spans_exact),
        ),
    )
    head = (told.by, "precision", "recall", "F1", "required")
    rows = tuple(_quality(name, quality) for name, quality in told.groups.items())
    yield _Grid(f"By {told.by}", "", head, rows)
    dates = tuple(_row(f"date {name}", share) for name, share in told.dates.items())
    values = tuple(_row(_NAMES.get(name, name), share) for name, share in told.values.items())
    whole = (_row("sides exchanged", told.swapped), _row("whole record right", told.whole))
    note = "Judged on the reports whose type and states are right."
    yield _Grid("Values", note, ("", "share", "95 %", "of"), dates + values + whole)
    sure = tuple(_row(name, share) for name, share in told.reliability.items())
    yield _Grid("Right, by confidence", "", ("confidence", "share", "95 %", "of"), sure)
    merging = tuple(_row(name, share) for name, share in told.merging.items())
    note = "Over the reports that answer to an event of the gold."
    yield _Grid("Merging", note, ("", "share", "95 %", "of"), merging)
    yield _Grid(
        "Types taken for others", "", ("in the gold", "events", _WORDS), tuple(_confused(told.confusion))
    )


def _row(name: str, share: Share) -> tuple[str, str, str, str]:
    return name, _figure(share), _interval(share), f"{share.of:,}"


def _figure(share: Share) -> str:
    return "—" if share.value is None else f"{share.value:.3f}"


def _interval(share: Share) -> str:
    return "" if share.low is None or share.high is None else f"({share.low:.2f}–{share.high:.2f})"


def _quality(name: str, one: Quality) -> tuple[str, ...]:
    shares = (one.precision, one.recall, one.f1)
    return (name, *(f"{_figure(s)} {_interval(s)}".strip() for s in shares), f"{one.required:,}")


def _confused(confusion: Mapping[tuple[str | None, str | None], int]) -> Iterator[tuple[str, str, str]]:
    """A line for each type of the gold: what its events were coded as, the most frequent first."""
    taken: defaultdict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for (gold, mine), count in confusion.items():
        taken[gold].append((-count, mine or "missed"))
    for gold in sorted(taken, key=lambda name: (name is None, name or "")):
        cells = sorted(taken[gold])
        yield (
            gold or "(not in the gold)",
            str(-sum(n for n, _ in cells)),
            ", ".join(f"{-count} {name}" for count, name in cells),
        )


# ------------------------------------------------------------------ JSON


def as_json(told: Evaluation, mistakes: bool = False) -> str:
    """The evaluation as one JSON object; the mistakes only where they are wanted."""
    raw: dict[str, Any] = asdict(told)
    raw["confusion"] = [
        {"gold": gold, "coded": mine, "count": count}
        for (gold, mine), count in sorted(told.confusion.items(), key=str)
    ]
    if not mistakes:
        del raw["mistakes"]
    return json.dumps(raw, ensure_ascii=False, indent=1)


# ------------------------------------------------------------------ HTML

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #1c2430; }
h1 { font-size: 1.3em } h2 { font-size: 1.05em; margin: 2em 0 .4em }
table { border-collapse: collapse } th, td { padding: .2em .9em .2em 0; text-align: right; vertical-align: top }
th:first-child, td:first-child, .words td, .words th { text-align: left }
tr { border-bottom: 1px solid #e2e6ec } p { color: #5a6675 } .diagonal { background: #dcefe2 } .off { background: #f9e2df }
"""


def page(told: Evaluation) -> str:
    """A page with every table, the matrix of types and every mistake; it loads nothing, and every text is escaped."""
    body = [f"<h1>{escape(_heading(told))}</h1>"]
    for grid in list(_grids(told))[:-1]:
        body.append(f"<h2>{escape(grid.title)}</h2>{_html_table(grid.columns, grid.rows)}")
        body.append(f"<p>{escape(grid.note)}</p>" if grid.note else "")
    body.append("<h2>Types: the gold (down) and what was coded (across)</h2>" + _matrix(told.confusion))
    rows = [(m.story, m.kind, m.gold or "", m.mine or "", m.sentence) for m in told.mistakes]
    mistakes = _html_table(("story", "what", "gold", "coded", "sentence"), rows, "words")
    body.append(f"<h2>Mistakes ({len(rows):,})</h2>{mistakes}")
    title = escape(f"Evaluation of {told.name}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _html_table(columns: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "figures") -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    lines = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="{kind}"><tr>{head}</tr>\n{lines}</table>'


def _matrix(confusion: Mapping[tuple[str | None, str | None], int]) -> str:
    names = sorted({name for pair in confusion for name in pair if name})
    head = "".join(f"<th>{escape(name)}</th>" for name in [*names, "missed"])
    lines = []
    for gold in [*names, None]:
        cells = "".join(_cell(gold, mine, confusion.get((gold, mine), 0)) for mine in [*names, None])
        lines.append(f"<tr><td>{escape(gold or 'not in the gold')}</td>{cells}</tr>")
    return f"<table><tr><th></th>{head}</tr>\n" + "\n".join(lines) + "</table>"


def _cell(gold: str | None, mine: str | None, count: int) -> str:
    kind = "" if not count else ' class="diagonal"' if gold == mine else ' class="off"'
    return f"<td{kind}>{count or ''}</td>"
