"""A thread: moves of one undertaking, as far as the sweep has come, and what they add up to."""

from __future__ import annotations

from legation.merge.deals.moves import ENDED, RANK, SIGNED, Move
from legation.merge.profile import Thing


class Thread:
    """Moves in order, with the sums that the comparisons ask for. It grows; nothing outside the sweep sees it."""

    def __init__(self, first: Move) -> None:
        self.moves: list[Move] = []
        self.reasons: list[str] = []
        self.things: list[tuple[Thing, str, bool]] = []
        self.suppliers: set[str] = set()
        self.recipients: set[str] = set()
        self.names: set[str] = set()
        self.stories: set[str] = set()
        self.renews: Thread | None = None
        self.under: Thread | None = None
        self.reason_under = ""
        self.families: set[str] = set()
        self.modes: set[str | None] = set()
        self.sums: set[tuple[float, str]] = set()
        self.pieces: set[str] = set()  # of the names of its things
        self.specific = True  # no thing is called by a general word
        self.ordered = 0
        self.delivered = 0
        self.furthest = -1  # the rank of the furthest step taken, suspensions apart; −1 where none was
        self.signed: Move | None = None  # the move that signed it, dated for choice
        self.ended: Move | None = None  # the move that ended it
        self.framework = False  # whether what was signed or agreed is called a framework
        self.take(first)

    def take(self, one: Move, why: str | None = None) -> None:
        """Add a move, with the sentence that says why."""
        self.moves.append(one)
        if why:
            self.reasons.append(why)
        known = {thing.name for thing, _, _ in self.things}
        self.things += [row for row in one.things if row[0].name not in known]
        self.families.add(one.family)
        self.modes.add(one.event.mode)
        self.sums.update((x.amount, x.currency) for x in one.event.money)
        self.pieces.update(piece for thing, _, _ in one.things for piece in thing.pieces)
        self.specific = self.specific and not any(general for _, _, general in one.things)
        self.suppliers |= one.suppliers
        self.recipients |= one.recipients
        self.names |= one.names
        self.stories |= one.stories
        self.framework = self.framework or ("framework" in one.marks and one.rank <= SIGNED)
        if one.done:
            self._count(one)
            self._note(one)

    def _count(self, one: Move) -> None:
        quantity = max((thing.quantity or 0 for thing, _, _ in one.things), default=0)
        if one.stage == "delivered":
            self.delivered = (
                max(quantity, self.delivered) if "total" in one.marks else self.delivered + quantity
            )
        elif SIGNED >= one.rank >= 0:
            self.ordered = max(self.ordered, quantity)

    def _note(self, one: Move) -> None:
        if one.rank <= RANK["completed"]:
            self.furthest = max(self.furthest, one.rank)
        if one.stage == "signed" and (self.signed is None or (one.dated and not self.signed.dated)):
            self.signed = one
        if one.stage in ENDED:
            self.ended = one

    def did(self, *stages: str) -> list[Move]:
        """The moves that took one of these steps, in order."""
        return [m for m in self.moves if m.done and m.stage in stages]

    @property
    def suspended(self) -> bool:
        """Whether the last step taken was to stop for a while."""
        done = [m for m in self.moves if m.done and m.rank >= 0]
        return bool(done) and done[-1].event.stage == "suspended"

    @property
    def last(self) -> Move:
        """The last move."""
        return self.moves[-1]
