"""Names of the tables in running text: which words are one, and which only look like one."""

from __future__ import annotations

from legation.extract.names import find_names
from legation.vocabulary import Gazetteer


def test_behind_a_first_name_stands_no_state(gazetteer: Gazetteer) -> None:
    """ "Lisa Monaco" is a person; behind a family's name that ends a clause a state may begin one."""

    def states(text: str) -> list[str]:
        found = find_names(text, gazetteer)
        return [match.surface for match in found if any(entry.kind == "state" for entry in match.entries)]

    assert states("Deputy Attorney General Lisa Monaco met Israel's minister.") == ["Israel"]
    assert states("They had called Ambassador Sarah Jordan home.") == []
    assert states("Under Anwar Ibrahim Malaysia bought drones.") == ["Malaysia"]
    assert states("The envoy told Hassan Turkey would help.") == ["Turkey"]
