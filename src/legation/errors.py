"""What can go wrong, as one tree.

    LegationError
    ├── InputError        a path, page or bulk file that cannot be read
    │   └── FetchError    an address that cannot, or may not, be fetched
    ├── RecordError       a record file that cannot be opened, or is not a record
    │   └── NewerRecord   made by a newer version of Legation
    ├── TableError        one of the package's own tables is broken
    ├── GoldError         a gold file that breaks its format
    ├── UsageError        a question that cannot be asked (unknown state, bad date …)
    └── JudgementError    a judgement that contradicts others, or names what the record does not hold
        └── Overtaken     somebody else judged the same thing in the meantime

Every message is one line that names the thing and what is wrong with it.
"""

from __future__ import annotations


class LegationError(Exception):
    """Base of every error that Legation raises on purpose."""


class InputError(LegationError):
    """A path, page or bulk file cannot be read."""


class FetchError(InputError):
    """An address cannot, or may not, be fetched.

    ``kind`` names the refusal in a word or two, as the ledger counts it. ``transient``: it may go better later, and
    not before ``wait`` seconds where the host has said so. ``host`` is at fault as a whole, not this one address.
    """

    def __init__(
        self,
        kind: str,
        why: str,
        *,
        transient: bool = False,
        wait: float | None = None,
        host: bool = False,
    ) -> None:
        super().__init__(f"{kind}: {why}")
        self.kind = kind
        self.why = why
        self.transient = transient
        self.wait = wait
        self.host = host


class RecordError(LegationError):
    """A record file cannot be opened, or is not a record."""


class NewerRecord(RecordError):  # noqa: N818 - the name says what the record is
    """The record was made by a newer version of Legation."""


class TableError(LegationError):
    """One of the package's own tables is broken."""


class GoldError(LegationError):
    """A gold file breaks its format."""


class UsageError(LegationError):
    """A question that cannot be asked."""


class JudgementError(LegationError):
    """A judgement that contradicts others, or names a report that is not in the record."""


class Overtaken(JudgementError):  # noqa: N818 - the name says what happened
    """Somebody else has judged the same reports since they were looked at; nothing was stored."""
