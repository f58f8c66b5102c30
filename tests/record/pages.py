"""Pages made of gold or of made reports, as the pipeline would hand them over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gold_reports import gold_reports
from legation.types import Capture, Document, Report, Story


@dataclass(frozen=True, slots=True)
class Page:
    capture: Capture
    document: Document
    reports: tuple[Report, ...]


def page(story: Story, reports: Iterable[Report]) -> Page:
    content = story.text.encode()
    digest = hashlib.sha256(content).hexdigest()
    name = story.path or story.id
    capture = Capture(name, content, "text/plain", digest)
    document = Document("p_" + digest[:16], story.path, story.url, story.text, (story,))
    return Page(capture, document, tuple(reports))


def pages_of(reports: Iterable[Report]) -> list[Page]:
    told: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[report.story.id].append(report)
    return [page(found[0].story, found) for found in told.values()]


def gold_pages() -> list[Page]:
    return pages_of(gold_reports())
