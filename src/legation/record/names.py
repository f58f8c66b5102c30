"""Words that come again and again (states, types, people, purposes), each stored once and meant by its number."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.record.sql import Sql


@dataclass(slots=True)
class Known:
    """What has been learnt of a record's words, kept as long as the record is open; threads may share it."""

    numbers: dict[str, int] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Know nothing: a transaction that was undone took back the numbers that it gave."""
        self.numbers, self.words = {}, {}


class Names:
    """The numbers of words and the words of numbers, within one transaction; 0 stands for None."""

    def __init__(self, file: Sql, known: Known) -> None:
        self._file = file
        self._known = known

    def number(self, word: str | None) -> int:
        """The number of a word; a new word gets the next one."""
        if word is None:
            return 0
        return self._known.numbers.get(word) or self.known(word) or self._add(word)

    def known(self, word: str) -> int:
        """The number of a word that the record has met; 0 for any other."""
        number = self._known.numbers.get(word, 0)
        if not number:
            found = self._file.number("SELECT n FROM names WHERE word = ?", (_pack(word),))
            number = self._learn(found, word) if found else 0
        return number

    def word(self, number: int) -> str | None:
        """The word of a number; None for 0."""
        if number == 0:
            return None
        known = self._known.words.get(number)
        return self._read(number) if known is None else known

    def text(self, number: int) -> str:
        """The word of a number that stands for one."""
        return self.word(number) or ""

    def _read(self, number: int) -> str:
        """Read all words that are not known yet; there are few next to reports."""
        words = self._known.words
        after = max(words, default=0)
        rows = self._file.do("SELECT n, word FROM names WHERE n > ?", (after if number > after else 0,))
        found: dict[int, str] = {int(n): packed.decode("utf-8", "surrogatepass") for n, packed in rows}
        words.update(found)
        self._known.numbers.update((word, n) for n, word in found.items())
        return found[number]

    def _add(self, word: str) -> int:
        done = self._file.do("INSERT INTO names (word) VALUES (?)", (_pack(word),))
        return self._learn(done.lastrowid or 0, word)

    def _learn(self, number: int, word: str) -> int:
        self._known.numbers[word] = number
        self._known.words[number] = word
        return number


def _pack(word: str) -> bytes:
    """As bytes, so that halves of letters survive."""
    return word.encode("utf-8", "surrogatepass")
