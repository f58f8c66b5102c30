"""The record: documents, reports and events in one SQLite file, and the questions one can ask it."""

from legation.record.counting import Facets
from legation.record.narrowing import Wanted
from legation.record.questions import Derive, Joined, Told, Totals
from legation.record.store import Record
from legation.record.writer import Placed, Stored, Writer

__all__ = ["Derive", "Facets", "Joined", "Placed", "Record", "Stored", "Told", "Totals", "Wanted", "Writer"]
