"""What all renderings share: the console they write to, and text made safe to be shown on it."""

from __future__ import annotations

import re
from typing import TextIO

from rich.console import Console
from rich.text import Text

# Letters that a page may hold but a terminal must not obey: escapes and other controls, and marks that turn the
# direction of everything after them. Exports keep them; only what is shown to the eye is cleaned.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


class Screen(Console):
    """A console for people: no markup, no guessed colours, lines that are never cut or wrapped behind our back."""

    def __init__(self, stream: TextIO, width: int | None = None, colour: bool | None = None) -> None:
        """``colour`` overrules what the stream and the environment (NO_COLOR, TERM) say of it."""
        super().__init__(
            file=stream,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
            width=width,
            force_terminal=colour,
            color_system="auto" if colour is None else "standard" if colour else None,
            no_color=None if colour is None else not colour,
        )

    @property
    def plain(self) -> bool:
        """Whether colour cannot carry a meaning here, so that marks must."""
        return not self.is_terminal or self.no_color or self.color_system is None

    @property
    def room(self) -> int | None:
        """Characters in a line; None where lines may be as long as they like (a file, a pipe)."""
        return self.width if self.is_terminal else None

    def on_broken_pipe(self) -> None:
        """Who reads us has gone: the command line ends quietly."""
        raise BrokenPipeError

    def put(self, *parts: str | Text | tuple[str, str], indent: int = 0) -> None:
        """One line made of parts: text, or text with its style."""
        self.print(Text.assemble(" " * indent, *parts))

    def block(self, text: str | Text, indent: int = 0) -> None:
        """Running text, wrapped to the terminal; one line elsewhere."""
        text = Text(text) if isinstance(text, str) else text
        if self.room is None:
            self.put(text, indent=indent)
            return
        for part in text.wrap(self, max(20, min(self.room, 110) - indent)):
            self.put(part, indent=indent)


def clean(text: str) -> str:
    """Text in one line, without what a terminal would obey rather than show."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # as nearly everything is; a page of the desk prints thousands
    return _CONTROL.sub("\ufffd", _BLANKS.sub(" ", _DIRECTION.sub("", text))).strip()


def shorten(text: str, room: int | None) -> str:
    """The beginning of a text that has no more than ``room`` characters, cut at a word, with a sign of the cut."""
    text = clean(text)
    if room is None or len(text) <= room:
        return text
    cut = text[: max(1, room - 1)]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > room // 2 else cut).rstrip(" ,;:") + "…"
