"""The record: documents, reports and events in one SQLite file, and the questions one can ask it."""

from legation.record.questions import Totals, Wanted
from legation.record.store import Record
from legation.record.writer import Writer

__all__ = ["Record", "Totals", "Wanted", "Writer"]
