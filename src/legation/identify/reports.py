"""Reports: what one story says of one happening, with the words beside every value."""

from __future__ import annotations

from collections.abc import Sequence

from legation.identify.anchoring import anchor_of, lead_until, timed
from legation.identify.calendar import parse_edtf
from legation.identify.choosing import choose
from legation.identify.composing import report_of
from legation.identify.discourse import Discourse
from legation.identify.goods import Goods, moored, priced
from legation.identify.happening import Dropped, Happening
from legation.identify.happenings import Settler
from legation.identify.home import home_of
from legation.identify.joining import join
from legation.identify.kinds import mode_around, told_mode
from legation.identify.people import People
from legation.identify.storyday import Anchor
from legation.identify.when import When
from legation.types import Frame, Reading, Report, TimeExpression
from legation.vocabulary import Gazetteer


class Identifier:
    """Turns a reading into reports; one is made per batch and keeps nothing between stories."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def reports(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[Report, ...]:
        """The reports of one story, in text order."""
        return self.page_reports([(reading, dateline, neighbours)])

    def page_reports(
        self, parts: Sequence[tuple[Reading, TimeExpression | None, Sequence[str]]]
    ) -> tuple[Report, ...]:
        """The reports of a page: what several of its stories tell of one happening is one report, under the first."""
        happenings: list[Happening] = []
        readings: dict[str, Reading] = {}
        for reading, dateline, neighbours in parts:
            if not reading.frames:
                continue  # nothing is told, so nobody need be identified
            readings[reading.story.id] = reading
            found = self.happenings(reading, dateline, neighbours)[0]
            settled = [h for h in found if isinstance(h, Happening)]
            happenings += moored(priced(settled, reading.sentences), reading.sentences)
        groups = join(happenings)
        told = [told_mode(group, readings, self._gazetteer) for group in groups]
        return tuple(
            report_of(readings, group, mode or mode_around(number, groups, told), self._gazetteer)
            for number, (group, mode) in enumerate(zip(groups, told, strict=True))
        )

    def happenings(
        self, reading: Reading, dateline: TimeExpression | None = None, neighbours: Sequence[str] = ()
    ) -> tuple[list[Happening | Dropped], Anchor, Discourse]:
        """Every frame identified or dropped, the story's day, and the running actors: for `explain` too."""
        story = reading.story
        anchor = anchor_of(reading, dateline, neighbours, self._gazetteer)
        discourse = Discourse(
            self._gazetteer,
            People(self._gazetteer, anchor.when or parse_edtf(story.published)),
            home_of(reading, self._gazetteer),
            story.text,
            self._gazetteer.lexicons[story.language].bare,
        )
        discourse.survey(reading.sentences)
        settler = Settler(
            story, self._gazetteer, discourse, anchor, [],
            When(story, anchor, lead_until(reading), timed(reading), self._gazetteer.lexicons[story.language].timing),
            Goods(story),
        )  # fmt: skip
        by_sentence: dict[int, list[Frame]] = {}
        for frame in reading.frames:
            by_sentence.setdefault(frame.sentence, []).append(frame)
        found: list[Happening | Dropped] = []
        for number, sentence in enumerate(reading.sentences):
            discourse.enter(sentence)
            settler.when.enter(number, sentence)
            frames = by_sentence.get(number, [])
            settler.goods.enter(number, sentence, frames)
            settler.when.claimed = frozenset(id(time) for frame in frames for time in frame.times)
            settled = [one for frame in frames if not frame.hint for one in settler.settle(frame, sentence)]
            if not any(isinstance(one, Happening) for one in settled):  # words speak where no rule does
                settled += [one for frame in frames if frame.hint for one in settler.settle(frame, sentence)]
            found += choose(settled)
        return [settler.when.headlined(one) for one in found], anchor, discourse
