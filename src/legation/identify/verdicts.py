"""Of all readings of a sentence, which are told: the likeliest, and none that contradicts a likelier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from legation.identify.choosing import choose
from legation.identify.happening import Dropped, Happening
from legation.identify.happenings import MUTE, Settler
from legation.identify.proposals import Group, Scene, group_of
from legation.identify.signs import BY_WORDS, READ, TOLD, Ballot, Weighed, most_of
from legation.types import Frame, Sentence
from legation.vocabulary import Signs

ENOUGH = {TOLD: 0.2, READ: 0.3, BY_WORDS: 0.4}
"""How likely a reading must be to be told, by what it rests on: little where the rules told it, more where only words speak."""
BESIDE = {TOLD: 0.3, READ: 0.5, BY_WORDS: 0.5}
"""The same beside a likelier one of the same type with one of its states, or of the same states."""

SHORT = 4
"""Sentences: in a text of fewer no thread runs, and what the rules read stands as it is; the signs were learned from longer ones."""

Key = tuple[str, Group]
Watch = Callable[[Sentence, list[Weighed]], None]


@dataclass(slots=True)
class Jury:
    """Weighs what the rules settled in each sentence of a story beside all else that it may tell.

    ``story``: how often the story names each state. ``likely``: what the words of each sentence weigh for each type.
    ``watch`` is shown every sentence with its readings and what they were weighed by: for those who learn the weights.
    """

    signs: Signs
    settler: Settler
    story: Mapping[str, int]
    likely: Sequence[Mapping[str, float]]
    watch: Watch | None = None
    so_far: set[Key] = field(default_factory=set)  # what the story has told
    most: int = field(init=False)

    def __post_init__(self) -> None:
        self.most = most_of(self.signs)

    def judge(
        self, scene: Scene, settled: list[Happening | Dropped], frames: Sequence[Frame]
    ) -> list[Happening | Dropped]:
        """What a sentence tells, in the order of the text, and what it does not; ``frames`` are all that were read in it."""
        chosen = choose(settled)
        if len(self.likely) < SHORT or (not self.signs.of and self.watch is None):
            return chosen
        mine = [one for one in chosen if isinstance(one, Happening)]
        ballot = Ballot(scene, settled, mine, self.story, self.likely, self.most)
        readings = list(ballot.weigh(self.signs, keep=self.watch is not None))
        if self.watch is not None:
            self.watch(scene.sentence, readings)
        return self._told(scene, chosen, settled, frames, readings) if self.signs.of else chosen

    def _told(
        self,
        scene: Scene,
        chosen: Iterable[Happening | Dropped],
        settled: Sequence[Happening | Dropped],
        frames: Sequence[Frame],
        readings: Sequence[Weighed],
    ) -> list[Happening | Dropped]:
        likely = {(one.type, one.states): one.likely for one in readings}
        told = {(one.type, one.states): one.likely for one in verdicts(readings)}
        kept: list[Happening] = []
        left: list[Happening | Dropped] = []
        for one in chosen:
            key = one.frame.type, group_of(one) if isinstance(one, Happening) else ()
            if isinstance(one, Dropped):
                left.append(one)
            elif key in told:
                kept.append(replace(one, likely=told[key]))
            else:
                odd = f"as likely as {likely.get(key, 0.0):.2f} by all its signs, which is too little"
                left.append(Dropped(one.frame, f"{one.frame.rule}: {odd}"))
        known = {(one.frame.type, group_of(one)) for one in kept}
        for key in sorted(told.keys() - known - self.so_far):  # what was told before is not told anew
            kept += self._retold(scene.sentence, key, told[key], settled, frames)
        self.so_far.update((one.frame.type, group_of(one)) for one in kept)
        return [*sorted(kept, key=lambda one: (one.frame.trigger.start, one.frame.type, one.states)), *left]

    def _retold(
        self,
        sentence: Sentence,
        key: Key,
        likely: float,
        settled: Iterable[Happening | Dropped],
        frames: Iterable[Frame],
    ) -> list[Happening]:
        """The happening of a reading that was not chosen before: one that was settled, else what a frame of its type tells."""
        type_, states = key
        for one in settled:
            if isinstance(one, Happening) and (one.frame.type, group_of(one)) == key:
                return [replace(one, likely=likely)]
        mine = sorted((one for one in frames if one.type == type_), key=lambda one: (one.hint, -one.strength))
        if not mine:
            return []
        return [
            one for one in self.settler.tell(mine[0], sentence, states, likely) if isinstance(one, Happening)
        ]


def verdicts(readings: Iterable[Weighed]) -> list[Weighed]:
    """The readings that are told, the likeliest first."""
    told: list[Weighed] = []
    for one in sorted(readings, key=lambda each: (-each.likely, each.type, each.states)):
        if one.basis == BY_WORDS and one.type in MUTE:
            continue
        needed = BESIDE if any(_contradict(one, other) for other in told) else ENOUGH
        if one.likely >= needed[one.basis]:
            told.append(one)
    return told


def _contradict(one: Weighed, other: Weighed) -> bool:
    if one.states == other.states:
        return True
    return one.type == other.type and not set(one.states).isdisjoint(other.states)
