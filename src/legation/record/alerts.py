"""Alerts in the record: what was told to whom, so that nothing is told twice, also after a restart.

    alerts (each with how its delivery stands)      alert_reports (the reports that an alert was about)
    alert_marks (up to which report news were looked for)

An alert is known by its rule, by what is new, and by any report of its event: events may be merged or split later, and
their ids change, but reports stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from legation.news import Alert, Sent
from legation.record import schema
from legation.record.columns import has, moment, number, whole, words

WAITING, SENDING, SENT, KEPT, UNSURE, FAILED = "waiting", "sending", "sent", "kept", "unsure", "failed"
"""To be sent; on its way; sent; nobody to send it to; on its way when the process ended; given up."""

metadata = MetaData()
alerts = Table(
    "alerts",
    metadata,
    number("n"),
    words("rule"),
    words("kind"),
    words("event"),
    words("day"),
    words("title"),
    words("body"),
    words("state"),
    moment("made"),
    whole("tries"),
)
about = Table(
    "alert_reports",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("report", Text, primary_key=True),
    sqlite_with_rowid=False,
)
marks = Table("alert_marks", metadata, Column("key", Text, primary_key=True), whole("value"))
_SEEN = "seen"
_AT_ONCE = 500


def prepare(connection: Connection) -> None:
    """Make the tables where they are missing; what the record holds by then is not looked at."""
    metadata.create_all(connection)
    row = {"key": _SEEN, "value": _last(connection)}
    connection.execute(upsert(marks).on_conflict_do_nothing(), row)


def present(connection: Connection) -> bool:
    """Whether alerts were ever asked for."""
    return has(connection, marks)


def unseen(connection: Connection) -> range:
    """Numbers of reports that were not looked at yet, some at a time; the last of them is the mark to set then."""
    seen = int(connection.execute(select(marks.c.value).where(marks.c.key == _SEEN)).scalar_one())
    return range(seen + 1, min(_last(connection), seen + _AT_ONCE) + 1)


def mark(connection: Connection, top: int) -> None:
    """Note up to which report news were looked for."""
    connection.execute(update(marks).where(marks.c.key == _SEEN).values(value=top))


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(schema.reports.c.n), 0))).scalar_one())


def told(connection: Connection, rule: str, what: str, reports: Iterable[str]) -> bool:
    """Whether a rule told of this before."""
    query = select(about.c.report).where(about.c.rule == rule, about.c.what == what)
    return connection.execute(query.where(about.c.report.in_(list(reports))).limit(1)).first() is not None


def put(connection: Connection, alert: Alert, now: float) -> bool:
    """Keep an alert to be sent; False where it was told before. Reports that joined its event are noted either way."""
    news = alert.news
    before = told(connection, alert.rule, news.what, news.reports)
    rows = [{"rule": alert.rule, "what": news.what, "report": report} for report in news.reports]
    connection.execute(upsert(about).on_conflict_do_nothing(), rows)
    if not before:
        row = {
            "rule": alert.rule, "kind": news.kind, "event": news.event, "day": news.day, "title": alert.title,
            "body": alert.body, "state": WAITING, "made": now, "tries": 0,
        }  # fmt: skip
        connection.execute(insert(alerts), row)
    return not before


def _standing(state: str | None = None) -> Select[Any]:
    table = alerts.c
    query = select(
        table.n,
        table.rule,
        table.kind,
        table.event,
        table.day,
        table.title,
        table.body,
        table.state,
        table.made,
    )
    return query.where(table.state == state) if state else query


def of_state(connection: Connection, state: str) -> tuple[Sent, ...]:
    """Alerts whose delivery stands so, in order."""
    return tuple(Sent(*row) for row in connection.execute(_standing(state).order_by(alerts.c.n)))


def due(connection: Connection, now: float, tries: Sequence[float]) -> tuple[Sent, ...]:
    """Alerts that wait and are to be sent now: ``tries`` are the seconds after it was made from which each try is made."""
    ripe = or_(*(and_(alerts.c.tries == n, alerts.c.made <= now - wait) for n, wait in enumerate(tries)))
    return tuple(
        Sent(*row) for row in connection.execute(_standing(WAITING).where(ripe).order_by(alerts.c.n))
    )


def latest(connection: Connection, number: int) -> tuple[Sent, ...]:
    """The last alerts, the newest first."""
    return tuple(
        Sent(*row) for row in connection.execute(_standing().order_by(alerts.c.n.desc()).limit(number))
    )


def move(connection: Connection, numbers: Sequence[int], state: str, tries: int = 0) -> None:
    """Set how the delivery of alerts stands; ``tries`` is added to how often it was tried."""
    query = update(alerts).where(alerts.c.n.in_(numbers))
    connection.execute(query.values(state=state, tries=alerts.c.tries + tries))


def give_up(connection: Connection, tries: int) -> tuple[Sent, ...]:
    """Give up the alerts that were tried so often; which these are."""
    worn = _standing(WAITING).where(alerts.c.tries >= tries)
    found = tuple(Sent(*row) for row in connection.execute(worn))
    move(connection, [one.number for one in found], FAILED)
    return found
