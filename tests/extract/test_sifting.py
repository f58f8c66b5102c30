"""Which stories are read at all: a story that is left unread must be one that no rule could read anything in."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest

from legation import gazetteer
from legation.document import read
from legation.extract import families
from legation.extract.sifting import Sieve
from legation.extract.times import find_times
from legation.types import Capture


def holds(text: str) -> bool:
    tables = gazetteer.load()
    content = text.encode()
    capture = Capture("story.txt", content, "text/plain", hashlib.sha256(content).hexdigest())
    sieve = Sieve(tables, families.BOOK)
    return any(sieve.holds(story) for story in read(capture, tables).stories)


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday. Head librarian Jane Thackery said that the roof leaks, and the mayor agreed with her.",
        "Coach Mark Hollin said the attack had been poor. The president of the club, Ann Pellow, met him on Friday.",
        "The minister of the parish talked with Daniel Friday about the bells. Repairs will begin in May, he said.",
    ],
)
def test_local_news_is_left_though_names_are_those_of_ministers(text: str) -> None:
    assert not holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Defence Minister Rajnath Singh met his French counterpart on Tuesday and spoke of submarines with him.",
        "Lavrov was received by the president of Angola. The Russian foreign minister, Sergei Lavrov, stayed two days.",
        "The army seized power in Niger at dawn. Soldiers stood before the palace.",
        "Shoigu, the Russian defence minister, flew home. He had spoken with Khin Maung Win, the deputy prime minister, on arms.",
    ],
)
def test_what_may_tell_of_states_is_read(text: str) -> None:
    assert holds(text)


_OPENERS = "on in by since last next this the early late from after two several about for yesterday today tomorrow".split()
_RESTS = (
    "Monday",
    "3 March 2021",
    "March 2021",
    "2021",
    "week",
    "the week",
    "days ago",
    "spring of 2020",
    "",
)


@pytest.mark.parametrize(("opener", "rest"), list(product(_OPENERS, _RESTS)))
def test_a_time_is_found_whether_its_first_letter_is_large_or_small(opener: str, rest: str) -> None:
    small, large = f"{opener} {rest}, talks began.", f"{opener.capitalize()} {rest}, talks began."
    forms = [[time.form for time in find_times(text, 0, len(text))] for text in (small, large)]
    assert forms[0] == forms[1]
