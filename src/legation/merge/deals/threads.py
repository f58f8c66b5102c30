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
        self.ordered = 0
        self.delivered = 0
        self.take(first)

    def take(self, one: Move, why: str | None = None) -> None:
        """Add a move, with the sentence that says why."""
        self.moves.append(one)
        if why:
            self.reasons.append(why)
        known = {thing.name for thing, _, _ in self.things}
        self.things += [row for row in one.things if row[0].name not in known]
        self.suppliers |= one.suppliers
        self.recipients |= one.recipients
        self.names |= one.names
        self.stories |= one.stories
        if one.done:
            self._count(one)

    def _count(self, one: Move) -> None:
        quantity = max((thing.quantity or 0 for thing, _, _ in one.things), default=0)
        if one.stage == "delivered":
            self.delivered = (
                max(quantity, self.delivered) if "total" in one.marks else self.delivered + quantity
            )
        elif SIGNED >= one.rank >= 0:
            self.ordered = max(self.ordered, quantity)

    def did(self, *stages: str) -> list[Move]:
        """The moves that took one of these steps, in order."""
        return [m for m in self.moves if m.done and m.stage in stages]

    @property
    def signed(self) -> Move | None:
        """The move that signed it, dated for choice."""
        found = self.did("signed")
        return next((m for m in found if m.dated), found[0] if found else None)

    @property
    def furthest(self) -> int:
        """The rank of the furthest step taken, suspensions apart; −1 where none was."""
        top = RANK["completed"]
        return max((m.rank for m in self.moves if m.done and m.rank <= top), default=-1)

    @property
    def ended(self) -> Move | None:
        """The move that ended it."""
        found = self.did(*ENDED)
        return found[-1] if found else None

    @property
    def suspended(self) -> bool:
        """Whether the last step taken was to stop for a while."""
        done = [m for m in self.moves if m.done and m.rank >= 0]
        return bool(done) and done[-1].event.stage == "suspended"

    @property
    def last(self) -> Move:
        """The last move."""
        return self.moves[-1]

    @property
    def framework(self) -> bool:
        """Whether what was signed or agreed is called a framework."""
        return any("framework" in m.marks and m.rank <= SIGNED for m in self.moves)
