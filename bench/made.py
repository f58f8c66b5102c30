"""Made news: pages of stories with their reports, in the proportions that the coder shows on the gold.

On ``gold/train`` and ``tests/gold_dev`` (480 reports of 94 stories) a report has on average 1.1 actors, 2.3 pieces of
evidence with 157 characters of sentences, 0.2 items, 0.3 claims; two in five leave the date open, four in five are of two
states. Here it is the same, over ten years and 120 states of which some are in the news far more than others. A
happening is told by one to six stories, and a story tells of one to six happenings.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from legation.types import (
    Actor,
    Capture,
    Claim,
    Document,
    Evidence,
    Item,
    Paragraph,
    Place,
    Report,
    Span,
    Story,
)

STATES = [a + b + c for a in "ABCDE" for b in "KLMN" for c in "UVWXYZ"]
TYPES = (
    ("meeting", 26, ("visit", "talks", None), (None,)),
    ("agreement", 18, ("defence-cooperation", None), ("signed", "negotiating", "ratified", None)),
    ("transfer", 17, ("sale", "gift", None), ("signed", "delivered", "agreed", "offered", None)),
    ("exercise", 8, ("naval", "land", "air"), (None,)),
    ("deployment", 10, ("deploy", "withdraw", None), ("approved", None)),
    ("dispute", 10, ("accuse", "reject", None), (None,)),
    ("aid", 6, ("military", "financial"), ("delivered", None)),
    ("port-call", 5, (None,), (None,)),
)
SMALL = "the of and to in a for on with by at from that is was has as its it".split()
TELLINGS = (1, 1, 1, 2, 2, 3, 6)
YEARS = 10
FIRST = datetime.date(2014, 1, 1).toordinal()
_SYLLABLES = "ba de ki lo mu na per ri sto tal ver zan mor lin fe gra hol jun cre dov".split()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the pipeline gives it."""

    capture: Capture
    document: Document
    reports: tuple[Report, ...]
    told: tuple[int, ...] = ()  # the numbers of the happenings that the reports tell of


@dataclass(frozen=True, slots=True)
class Happening:
    """What the stories tell of."""

    number: int
    type: str
    mode: str | None
    stage: str | None
    states: tuple[str, ...]
    day: int
    people: tuple[Actor, ...]
    place: Place
    item: Item | None
    words: tuple[str, ...]


class Press:
    """Writes pages; the same seed writes the same. ``tellings``: how many stories tell of a happening, each as likely."""

    def __init__(self, seed: int = 1, tellings: Sequence[int] = TELLINGS) -> None:
        self._chance = random.Random(seed)
        self._tellings = tellings
        self._happened = 0
        self._first = (seed - 1) * 0xD1B54A32D192ED03  # no two presses write the same page
        self._words = self._lexicon(24_000)
        self._rank = list(accumulate(1.0 / (n + 8) for n in range(len(self._words))))
        self._states = list(accumulate(1.0 / (n + 4) for n in range(len(STATES))))
        self._types = list(accumulate(row[1] for row in TYPES))
        self._made = 0

    def _lexicon(self, size: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < size:
            found["".join(self._chance.choices(_SYLLABLES, k=self._chance.choice((2, 2, 3, 3, 4))))] = None
        return list(found)

    def pages(self, reports: int) -> Iterator[Page]:
        """Pages until there are at least so many reports, as an archive comes: roughly by day, each page one story."""
        days = YEARS * 365
        written = 0
        waiting: list[Happening] = []
        for number in range(days):
            while written < (number + 1) * reports / days:
                while len(waiting) < 12:
                    waiting += self._told(FIRST + number)
                page = self._page(FIRST + number + 1, self._pick(waiting))
                written += len(page.reports)
                yield page
            waiting = [one for one in waiting if self._chance.random() < 0.7]

    def _told(self, day: int) -> list[Happening]:
        return [self._happening(day)] * self._chance.choice(self._tellings)

    def _pick(self, waiting: list[Happening]) -> list[Happening]:
        wanted = self._chance.choice((1, 1, 2, 3, 4, 6))
        found: list[Happening] = []
        for one in self._chance.sample(waiting, len(waiting)):
            if one not in found and len(found) < wanted:
                found.append(one)
                waiting.remove(one)
        return found

    def _happening(self, day: int) -> Happening:
        chance = self._chance
        count = chance.choices((1, 2, 3, 5), (3, 88, 7, 2))[0]
        states: dict[str, None] = {}
        while len(states) < count:
            states[chance.choices(STATES, cum_weights=self._states)[0]] = None
        kind, _, modes, stages = chance.choices(TYPES, cum_weights=self._types)[0]
        sides = tuple(sorted(states))
        item = None
        if kind in ("transfer", "aid"):
            name = f"{chance.choice('ABCFKMST')}{chance.choice('uiae')}-{chance.randrange(10, 99)}"
            item = Item(name, "aircraft", chance.choice((None, 4, 6, 20, 24)), None, Span(0, 0))
        self._happened += 1
        return Happening(
            self._happened, kind, chance.choice(modes), chance.choice(stages), sides, day - chance.choice((0, 0, 1, 1, 2)),
            tuple(self._person(state, day) for state in sides[:2]),
            Place(f"City {sides[0]} {chance.randrange(4)}", sides[0], 10.25, 20.5, "city"), item,
            tuple(self._some(24)),
        )  # fmt: skip

    def _person(self, state: str, day: int) -> Actor:
        """Ministers stay for three years."""
        office = self._chance.choice(("defence minister", "foreign minister", "president"))
        term = (day + 200 * STATES.index(state)) // 1100
        local = random.Random(f"{state} {office} {term}")
        name = f"{local.choice(self._words).title()} {local.choice(self._words).title()}"
        return Actor(name, state, office, "person", "participant", f"Q{local.randrange(10**8)}", 0, 0)

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._rank, k=count)

    def _sentence(self, words: Sequence[str]) -> str:
        said = [
            word
            for w in words
            for word in ((self._chance.choice(SMALL), w) if self._chance.random() < 0.7 else (w,))
        ]
        return " ".join(said).capitalize() + "."

    def _page(self, day: int, told: Sequence[Happening]) -> Page:
        """One story on these happenings, each in a sentence or two partly of its own words."""
        chance = self._chance
        self._made += 1
        number = f"{self._first + self._made * 0x9E3779B97F4A7C15 & (1 << 64) - 1:016x}"
        title = self._sentence(self._some(7))
        parts, spans = [title], []
        at = len(title) + 1
        for one in told:
            words = [*chance.sample(one.words, 10), *self._some(4)]
            said = self._sentence([*words, *(actor.name for actor in one.people[: chance.choice((0, 0, 1))])])
            filler = self._sentence(self._some(60))
            spans.append((at, at + len(said), said))
            parts += [said, filler]
            at += len(said) + len(filler) + 2
        text = "\n".join(parts)
        outlet = chance.randrange(300)
        story = Story(
            f"s_{number}", f"{number}.txt", None, 1, title, f"Outlet {outlet}", chance.choice((None, "AKU", "BLX")),
            datetime.date.fromordinal(day + chance.choice((0, 0, 1, 3))).isoformat(), Span(0, 10), "en", text,
            (Paragraph(Span(0, len(title)), "headline"), *(Paragraph(Span(a, b), "body") for a, b, _ in spans)),
        )  # fmt: skip
        reports = tuple(self._report(story, one, span) for one, span in zip(told, spans, strict=True))
        document = Document(f"p_{number}", story.path, None, text, (story,))
        capture = Capture(f"{number}.txt", b"", "text/plain", number * 4)
        return Page(capture, document, reports, tuple(one.number for one in told))

    def _report(self, story: Story, one: Happening, span: tuple[int, int, str]) -> Report:
        chance = self._chance
        start, end, said = span
        exact = datetime.date.fromordinal(one.day).isoformat()
        date = chance.choices((exact, exact[:7], exact[:4], None), (52, 5, 3, 40))[0]
        evidence = [Evidence(start, end, said, "event")]
        if date:
            evidence.append(Evidence(start + 3, start + 11, story.text[start + 3 : start + 11], "date"))
        if one.item:
            evidence.append(Evidence(start + 12, start + 20, story.text[start + 12 : start + 20], "item"))
        place = one.place if chance.random() < 0.4 else None
        if place:
            evidence.append(Evidence(start + 22, start + 30, story.text[start + 22 : start + 30], "place"))
        actors = [
            Actor(a.name, a.state, a.office, a.kind, a.role, a.wikidata, start, start + 14)
            for a in one.people
        ]
        claims = (Claim(actors[0].name, actors[0].state, "said", None),) if chance.random() < 0.3 else ()
        return Report(
            f"r_{chance.getrandbits(64):016x}", story, one.type, one.mode, one.states,
            tuple(actors[: chance.choice((0, 0, 1, 1, 2, 2))]), date, chance.choice(("the day named", "the story's week", None)),
            place, one.stage, "actual" if chance.random() < 0.8 else "planned", (),
            (one.item,) if one.item else (), (), claims, tuple(evidence), f"en.{one.type}.{one.mode}",
            chance.randrange(40, 99) / 100,
        )  # fmt: skip
