"""Pictures as Vega-Lite specifications, with their data inside: they ask no other address for anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from legation.gazetteer import read_table

Spec = dict[str, Any]
ACCENT = "#2f6f9f"
ON_BLUE = "#1c2430"
"""Of numbers in light fields, whatever the page around them; what else is "#222" takes the ink of the page."""
COLOURS = (
    "#2f6f9f", "#c2703d", "#4f8a4c", "#8a5a9e", "#b8465b", "#7a6a4f", "#3b8f8f", "#a88a1e",
    "#5b6fb5", "#9c5f3a", "#6d8f3a", "#7d5d84", "#99404a", "#5f6b73", "#2d7a5f", "#b07aa1",
)  # fmt: skip


def base(title: str, width: int | str = "container", height: int | Spec = 320) -> Spec:
    """What all pictures share. Colours are chosen to be read on white: pictures are paper."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start", "fontSize": 14, "fontWeight": 600},
        "background": "white",
        "width": width,
        "height": height,
        "config": {"view": {"stroke": None}, "axis": {"grid": False, "domainColor": "#999", "gridColor": "#999", "gridOpacity": 0.3}, "font": "sans-serif", "range": {"category": list(COLOURS)}},
    }  # fmt: skip


def timeline(title: str, rows: Sequence[Mapping[str, Any]]) -> Spec:
    """Events as ticks by day, one lane a type."""
    lanes = len({row["type"] for row in rows})
    return base(title, height=24 * max(lanes, 2)) | {
        "data": {"values": list(rows)},
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.65},
        "encoding": {
            "x": {"field": "date", "type": "temporal", "title": None},
            "y": {"field": "type", "type": "nominal", "title": None, "axis": {"grid": True}},
            "color": {"field": "type", "type": "nominal", "legend": None},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("date", "between", "what", "place")],
        },
    }


def counts(title: str, rows: Sequence[Mapping[str, Any]], periods: Sequence[str], change: str | None) -> Spec:
    """Events by period and type, stacked; a line where the level changes."""
    place = {"field": "period", "type": "ordinal", "title": None, "scale": {"domain": list(periods)}}
    bars = {
        "mark": {"type": "bar"},
        "encoding": {
            "x": place | {"axis": {"labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "events", "type": "quantitative", "title": "events", "axis": {"grid": True, "tickMinStep": 1}},
            "color": {"field": "type", "type": "nominal", "title": None},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("period", "type", "events")],
        },
    }  # fmt: skip
    layers: list[Spec] = [bars]
    if change:
        layers.append({
            "data": {"values": [{"period": change}]},
            "mark": {"type": "rule", "color": "#222", "strokeDash": [5, 3], "xOffset": 0},
            "encoding": {"x": place | {"bandPosition": 0}},
        })  # fmt: skip
    return base(title) | {"data": {"values": list(rows)}, "layer": layers}


def matrix(title: str, rows: Sequence[Mapping[str, Any]], order: Sequence[str]) -> Spec:
    """How many events each two states share."""
    axis = {"type": "nominal", "title": None, "sort": list(order)}
    return base(title, width={"step": 24}, height={"step": 20}) | {  # type: ignore[arg-type]
        "data": {"values": list(rows)},
        "encoding": {"x": {"field": "a"} | axis | {"axis": {"labelAngle": -45}}, "y": {"field": "b"} | axis},
        "layer": [
            {"mark": "rect", "encoding": {"color": {"field": "events", "type": "quantitative", "scale": {"scheme": "blues"}, "title": "events"}, "tooltip": [{"field": n} for n in ("a", "b", "events")]}},
            {"mark": {"type": "text", "fontSize": 9}, "encoding": {"text": {"field": "events"}, "color": {"condition": {"test": f"datum.events > {max((r['events'] for r in rows), default=1) * 0.6}", "value": "white"}, "value": ON_BLUE}}},
        ],
    }  # fmt: skip


def network(title: str, nodes: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]]) -> Spec:
    """States as points, with lines as wide as they have events in common."""
    place = {"scale": {"nice": False, "zero": False}, "axis": None, "type": "quantitative"}
    return base(title, height=520) | {
        "layer": [
            {"data": {"values": list(links)}, "mark": {"type": "rule", "color": "#8aa", "opacity": 0.6},
             "encoding": {"x": {"field": "x"} | place, "y": {"field": "y"} | place, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "strokeWidth": {"field": "events", "type": "quantitative", "scale": {"range": [0.6, 7]}, "title": "events in common", "legend": {"orient": "bottom"}}, "tooltip": [{"field": n} for n in ("a", "b", "events")]}},
            {"data": {"values": list(nodes)}, "mark": {"type": "circle", "color": ACCENT, "opacity": 1, "stroke": "white"},
             "encoding": {"x": {"field": "x"} | place, "y": {"field": "y"} | place, "size": {"field": "events", "type": "quantitative", "scale": {"range": [40, 700]}, "title": "events", "legend": {"orient": "bottom"}}, "tooltip": [{"field": n} for n in ("state", "events")]}},
            {"data": {"values": list(nodes)}, "mark": {"type": "text", "dy": -13, "fontSize": 10, "color": "#222"},
             "encoding": {"x": {"field": "x"} | place, "y": {"field": "y"} | place, "text": {"field": "state"}}},
        ],
    }  # fmt: skip


def world(title: str, points: Sequence[Mapping[str, Any]], ties: Sequence[Mapping[str, Any]]) -> Spec:
    """Events where they took place, and a state's ties from capital to capital."""
    where = {"longitude": {"field": "longitude", "type": "quantitative"}, "latitude": {"field": "latitude", "type": "quantitative"}}  # fmt: skip
    layers: list[Spec] = [
        {"data": {"values": list(outlines())}, "mark": {"type": "geoshape", "fill": "#e9e6df", "stroke": "white", "strokeWidth": 0.6}},
        {"data": {"values": list(ties)}, "mark": {"type": "rule", "color": ACCENT, "opacity": 0.45},
         "encoding": where | {"longitude2": {"field": "longitude2"}, "latitude2": {"field": "latitude2"}, "strokeWidth": {"field": "events", "type": "quantitative", "scale": {"range": [0.8, 6]}, "legend": None}, "tooltip": [{"field": n} for n in ("a", "b", "events")]}},
        {"data": {"values": list(points)}, "mark": {"type": "circle", "color": "#b8465b", "opacity": 0.65, "stroke": "white", "strokeWidth": 0.5},
         "encoding": where | {"size": {"field": "events", "type": "quantitative", "scale": {"range": [25, 600]}, "title": "events", "legend": {"orient": "bottom"}}, "tooltip": [{"field": n} for n in ("place", "events")]}},
    ]  # fmt: skip
    kept = [layer for layer in layers if layer["data"]["values"]]
    return base(title, height=480) | {"projection": {"type": "equalEarth"}, "layer": kept}


@cache
def outlines() -> tuple[Spec, ...]:
    """The outlines of states, as GeoJSON."""
    rows = read_table(files("legation") / "data" / "world.tsv")
    return tuple(
        {"type": "Feature", "id": row["code"], "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": _shapes(row["rings"])}}
        for row in rows
    )  # fmt: skip


def _shapes(cell: str) -> list[list[list[list[float]]]]:
    return [[_ring(ring) for ring in shape.split(";")] for shape in cell.split("|")]


def _ring(points: str) -> list[list[float]]:
    return [[int(number) / 10 for number in point.split(",")] for point in points.split()]
