"""What a page's own markup states of it: values as written, with where each stands. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass

# Where a day is written, most formal first: structured data, meta elements, marked elements of the text, and lines
# that only stand near the headline or, with a label, below the text.
STRUCTURED, META, ELEMENT, LINE, BELOW = (
    "structured data",
    "a meta element",
    "marked markup",
    "a line",
    "a line below",
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as the page writes it. ``modified``: the day of a later change; ``marked``: a line whose element is called one
    of a date; ``first``: one of publication.
    """

    value: str
    kind: str
    modified: bool = False
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that the markup of a page says of it; of names that rival each other the best first."""

    dates: tuple[Dated, ...] = ()
    titles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()  # who made or owns the page: an office, a person, an account
    summaries: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
