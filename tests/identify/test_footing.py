"""How the states of a reading stand, and those that it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from legation.identify.footing import ANY, Footing
from legation.identify.proposals import Presence
from legation.types import Surroundings
from legation.vocabulary import Weights


def stands(*features: str, labels: str = "subj", clause: int = 0) -> Surroundings:
    return Surroundings(frozenset(features), frozenset(labels.split()), frozenset({clause}))


def present(**states: Surroundings) -> dict[str, Presence]:
    return {state: Presence(0, set(), set(), set(), 1, [one]) for state, one in states.items()}


@pytest.fixture
def presences() -> dict[str, Presence]:
    return present(
        PER=stands("sign>subj"),
        CHL=stands("accord~with", labels="with+"),
        SWE=stands("lab:nat", labels="nat", clause=1),
        EU=stands("sign>subj"),
    )


def weights(**of: str) -> Weights:
    return Weights(
        ("meeting", "agreement", ANY), (0, 0, 0), {name.replace("_", ":", 1): row for name, row in of.items()}
    )


def test_states_inside_and_outside_and_how_two_stand(presences: Mapping[str, Presence]) -> None:
    found = Footing(presences, Weights(), keep=True).features(("CHL", "PER"))
    assert found == {"in:sign>subj", "in:accord~with", "out:lab:nat", "lp:subj|with+", "same"}


def test_a_state_that_the_sentence_does_not_hold(presences: Mapping[str, Presence]) -> None:
    found = Footing(presences, Weights(), keep=True).features(("ARG", "SWE"))
    assert {"in:absent", "in:lab:nat", "out:sign>subj", "out:accord~with"} == found


def test_two_of_different_clauses(presences: Mapping[str, Presence]) -> None:
    assert "other" in Footing(presences, Weights(), keep=True).features(("PER", "SWE"))


def test_weights_of_the_type_and_of_any_are_added(presences: Mapping[str, Presence]) -> None:
    learned = weights(**{"in_accord~with": "1:150\t2:-20", "same": "2:5", "out_accord~with": "1:-70"})
    footing = Footing(presences, learned)
    assert footing.weight("agreement", ("CHL", "PER")) == 150 - 20 + 5
    assert footing.weight("meeting", ("CHL", "PER")) == -20 + 5
    assert footing.weight("agreement", ("PER", "SWE")) == -70
    assert footing.weight("aid", ("CHL", "PER")) == -20 + 5  # a type of which nothing was learned


def test_without_weights_nothing_is_weighed(presences: Mapping[str, Presence]) -> None:
    assert Footing(presences, Weights()).weight("agreement", ("CHL", "PER")) == 0
