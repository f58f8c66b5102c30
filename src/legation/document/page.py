"""What all stories of a page share."""

from __future__ import annotations

from dataclasses import dataclass

from legation.document.source import Source
from legation.document.words import Words
from legation.types import Capture
from legation.vocabulary import Gazetteer


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its stories are made from it."""

    capture: Capture
    source: Source
    language: str
    words: Words
    gazetteer: Gazetteer
