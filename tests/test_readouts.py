"""Two sides' accounts of one event."""

from __future__ import annotations

from legation.merge import merge
from legation.types import Report
from legation.upkeep import readouts
from merge.made import person, report, story

THEIRS = "The two ministers spoke of helicopters. Moscow will deliver the helicopters in spring."
OURS = "The ministers exchanged views on peace. Brotherly ties were praised."
SHOIGU = person("Sergei Shoigu", "RUS")


def test_each_side_with_what_only_it_says() -> None:
    russian = story("rus", text=THEIRS, outlet_state="RUS")
    pakistani = story("pak", text=OURS, outlet_state="PAK")
    other = story("other", text="A third paper told of peace and helicopters.", outlet_state="GBR")
    met = [
        report(one, actors=(SHOIGU,), words="the ministers met in Islamabad", topics=("air-defence",) if one is russian else ())
        for one in (russian, pakistani, other)
    ]  # fmt: skip
    promise = report(russian, "transfer", words="Moscow will deliver the helicopters", factuality="planned")
    (event,) = merge(met)
    told: dict[str, list[Report]] = {r.story.id: [r] for r in met}
    told[russian.id].append(promise)
    found = readouts.accounts(event, met, lambda one: told[one], frozenset({"will", "were"}))
    assert [account.state for account in found] == ["PAK", "RUS", None]
    pak, rus, third = found
    assert rus.topics == ("air-defence",)
    assert rus.promises == ("Moscow will deliver the helicopters",)
    assert rus.names == pak.names == ("Sergei Shoigu",)
    assert "deliver" in dict(rus.words) and "helicopters" not in dict(rus.words)
    assert "brotherly" in dict(pak.words) and "ministers" not in dict(pak.words)
    assert dict(third.words)["paper"] == 1
    assert not {"will", "were"} & {word for account in found for word, _ in account.words}
