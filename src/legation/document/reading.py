"""A capture to a `Document`: the whole stage on one page."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from legation.document.blocks import blocks
from legation.document.labels import BODY, LINE, Label, label
from legation.document.language import language, language_name
from legation.document.page import Page
from legation.document.source import DEFAULT_LANGUAGE, Source, source
from legation.document.stories import Segment, segments
from legation.document.storymaking import story
from legation.document.words import Words, compiled
from legation.errors import InputError
from legation.types import Capture, Document, Failure, Story
from legation.vocabulary import Gazetteer


def read(capture: Capture, gazetteer: Gazetteer) -> Document:
    """The page and the stories in it. A page that cannot be read has none, and a `Failure` that says why; in a language that
    is not read, its stories are ``unread``.
    """
    try:
        found = source(capture, gazetteer)
    except InputError as error:
        return _failed(capture, "", None, str(error))
    spoken = language(found.text) or found.language or DEFAULT_LANGUAGE
    if spoken not in gazetteer.lexicons:
        return _unread(capture, found, spoken, gazetteer)
    page = Page(capture, found, spoken, compiled(gazetteer.lexicons[spoken].page), gazetteer)
    stories = _stories(page)
    if not stories:
        return _failed(capture, found.text, found.url, "no story text found on the page")
    return Document(page_id(found.text), capture.name, found.url, found.text, stories)


def page_id(text: str) -> str:
    """An id made of the page's text alone."""
    return "p_" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _stories(page: Page) -> tuple[Story, ...]:
    cut = segments(page.source.text, _labels(page.source, page.words, page.gazetteer), page.source.starts)
    head = _digest_head(cut)
    made: list[Story] = []
    for segment in cut:
        one = story(page, segment, head if made else (), len(made) + 1)
        if one is not None:
            made.append(one)
    return tuple(made)


def _labels(found: Source, words: Words, gazetteer: Gazetteer) -> list[Label]:
    labels: list[Label] = []
    first = True  # the next paragraph is the first of a story, or the first below a heading
    for block in blocks(found.text):
        item = label(found.text, block, words, gazetteer, first)
        labels.append(item)
        first = item.kind == LINE or (first and item.kind != BODY)
    return labels


def _digest_head(cut: list[Segment]) -> tuple[Label, ...]:
    """What stands above the first item of a digest."""
    if not cut or not cut[0].digest:
        return ()
    labels = cut[0].labels
    return labels[: next((index for index, item in enumerate(labels) if item.kind == BODY), 0)]


def _unread(capture: Capture, found: Source, spoken: str, gazetteer: Gazetteer) -> Document:
    """A page in a language that is not read. Its markup still says what it is, which a person can search for."""
    words = compiled(gazetteer.lexicons[DEFAULT_LANGUAGE].page)
    stories = _stories(Page(capture, found, spoken, words, gazetteer))
    first = stories[0] if stories else None
    told = (first.title, first.outlet, first.published) if first else ()
    about = ", ".join(part for part in told if part)
    why = _foreign(spoken, gazetteer) + (f": {about}" if about else "")
    return replace(_failed(capture, found.text, found.url, why), unread=stories)


def _foreign(code: str, gazetteer: Gazetteer) -> str:
    read_so_far = " and ".join(language_name(known) for known in sorted(gazetteer.lexicons))
    return f"the page is in {language_name(code)} ({code}); only {read_so_far} is read so far"


def _failed(capture: Capture, text: str, url: str | None, why: str) -> Document:
    return Document(page_id(text), capture.name, url, text, (), (Failure(capture.name, why),))
