"""The frozen records that pass between the stages, one per moment. Each is imported from here.

    Capture → Document → Story → Reading (Frames) → Report → Event → Deal

Offsets (``start``, ``end``) are characters into the page text as archived, so that
``page.text[span.start:span.end]`` is the evidence, always. Dates are EDTF (ISO 8601-2). States are
ISO 3166-1 alpha-3 codes. Everything here is immutable: a stage makes new values, it changes none.
"""

from __future__ import annotations

from legation.types.deals import Amount, Deal, Step
from legation.types.events import Event, Novelty, Rival, Score
from legation.types.pages import Capture, Dateline, Document, Failure, Paragraph, Span, Story
from legation.types.readings import (
    NATIONAL,
    Argument,
    Frame,
    Item,
    Mention,
    Money,
    Part,
    Reader,
    Reading,
    Sentence,
    Speech,
    Surroundings,
    TimeExpression,
)
from legation.types.reports import Actor, Claim, Evidence, Place, Report

FORMAT_VERSION = 1

__all__ = [
    "FORMAT_VERSION",
    "NATIONAL",
    "Actor",
    "Amount",
    "Argument",
    "Capture",
    "Claim",
    "Dateline",
    "Deal",
    "Document",
    "Event",
    "Evidence",
    "Failure",
    "Frame",
    "Item",
    "Mention",
    "Money",
    "Novelty",
    "Paragraph",
    "Part",
    "Place",
    "Reader",
    "Reading",
    "Report",
    "Rival",
    "Score",
    "Sentence",
    "Span",
    "Speech",
    "Step",
    "Story",
    "Surroundings",
    "TimeExpression",
]
