"""How a story was read, sentence by sentence, for people who want to know why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.text import Text

from legation.explanation import EventLeft, EventRead, NameRead, SentenceRead, StoryRead
from legation.share import wording
from legation.share.screen import Screen, clean, shorten

_LABEL = 10  # characters
_SENTENCE = 1000  # characters of a sentence that are shown
_LISTED = 40  # names or groups of a sentence that are shown
_GROUP_STYLES = {"np": "cyan", "vg": "bold yellow", "prep": "dim", "time": "magenta"}


def story(screen: Screen, told: StoryRead, names: Mapping[str, str]) -> None:
    """A story: how its day was solved, then every sentence."""
    one = told.story
    screen.put((wording.address(one), "bold"), "  ", (clean(one.title or ""), "bold cyan"))
    about = ", ".join(clean(part) for part in (one.outlet, one.outlet_state, one.language) if part)
    screen.put((about, "dim"))
    screen.put("day of the story: ", (told.day or "open", "bold magenta"), (f"  ({told.day_why})", "dim"))
    for source, says in told.constraints:
        screen.put((f"{source}: {clean(says)}", "dim"), indent=2)
    if told.furniture:
        shown = ", ".join(f"“{shorten(line, 40)}”" for line in told.furniture[:4])
        more = ", …" if len(told.furniture) > 4 else ""
        screen.put((f"not read as story text: {shown}{more}", "dim"), indent=2)
    for number, sentence in enumerate(told.sentences, 1):
        screen.put()
        _sentence(screen, number, sentence, names)


def _sentence(screen: Screen, number: int, told: SentenceRead, names: Mapping[str, str]) -> None:
    kind = f" {told.kind}" if told.kind != "body" else ""
    screen.block(Text.assemble((f"[{number}]{kind}  ", "bold"), shorten(told.text, _SENTENCE)))
    _names(screen, told.names)
    if told.groups:
        screen.block(_labelled("groups", _groups(told.groups)), indent=4)
    for time in told.times:
        screen.put(_labelled("time", Text(f"“{clean(time.words)}” says {time.says}")), indent=4)
    for event in told.events:
        _event(screen, event, names)
    for left in told.left:
        _left(screen, left)
    if not told.events and not told.left:
        screen.put(
            _labelled("", Text("no word in it that a rule looks for, or nobody named", "dim")), indent=4
        )


def _labelled(label: str, text: Text) -> Text:
    return Text.assemble((label.ljust(_LABEL), "dim"), text)


def _names(screen: Screen, names: Iterable[NameRead]) -> None:
    shown = list(names)
    for number, name in enumerate(shown[:_LISTED]):
        states = " ".join(name.states) or "no state"
        stands = f", {clean(name.stands_for)}" if name.stands_for else ""
        text = Text.assemble(
            (clean(name.words), "bold"),
            f" → {states}{stands}",
            (f"  ({name.kind}: {clean(name.why)})", "dim"),
        )
        screen.put(_labelled("" if number else "names", text), indent=4)
    if len(shown) > _LISTED:
        screen.put(_labelled("", Text(f"and {len(shown) - _LISTED} more", "dim")), indent=4)


def _groups(groups: Iterable[tuple[str, str]]) -> Text:
    row = Text()
    shown = list(groups)
    for kind, words in shown[:_LISTED]:
        row.append(
            f"[{clean(words)}]" if kind in ("np", "vg", "time") else clean(words), _GROUP_STYLES.get(kind)
        )
        row.append(" ")
    if len(shown) > _LISTED:
        row.append("…")
    return row


def _event(screen: Screen, told: EventRead, names: Mapping[str, str]) -> None:
    kind = f"{told.type}/{told.mode}" if told.mode else told.type
    standing = ", ".join(part for part in (told.stage, told.factuality) if part)
    head = Text.assemble(
        (kind, "bold green"), f", {standing}, by rule ", (told.rule, "bold"), f" on “{clean(told.trigger)}”"
    )
    screen.put(_labelled("coded", head), indent=4)
    states = wording.named(told.states, names, ", ")
    screen.put(_labelled("", Text(f"states: {states}  ({told.states_why})")), indent=4)
    for who in told.partakers:
        held = " ".join(who.states) or "no state"
        why = f"  ({who.why})" if who.why else ""
        screen.put(_labelled("", Text(f"{who.role}: “{clean(who.words)}” → {held}{why}")), indent=4)
    if told.date:
        screen.put(
            _labelled(
                "", Text(f"date: {told.date}, from “{clean(told.date_words or '')}”  ({told.date_why})")
            ),
            indent=4,
        )
    else:
        screen.put(_labelled("", Text("date: open  (no time expression that tells it)")), indent=4)
    if told.place:
        screen.put(_labelled("", Text(f"place: {clean(told.place)}")), indent=4)
    into = f", in report {told.report}" if told.report else ""
    screen.put(_labelled("", Text(f"sure {told.sure:.2f}{into}", "dim")), indent=4)


def _left(screen: Screen, told: EventLeft) -> None:
    text = Text.assemble((f"{told.type}? ", "yellow"), f"“{clean(told.words)}”: {clean(told.why)}")
    screen.put(_labelled("not coded", text), indent=4)
