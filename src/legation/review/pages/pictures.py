"""Pictures: shown in the page, as a table, and as files."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from starlette.responses import Response

from legation.errors import UsageError
from legation.review import pictures, searching
from legation.review.addresses import Listing, listing
from legation.review.pages.events import name_of
from legation.review.pictures import KINDS, PERIODS, Picture, Seen
from legation.review.visit import Visit, as_json, attachment
from legation.share.exports import safe

MOST = 2500
"""Events in a picture: the newest of the list."""
READ = 100
"""Events in a map, and in a timeline that says where: the reports of each are read."""
WIDTH = 860
"""Pixels of a picture that is drawn here, not in a browser."""
_drawing = threading.Lock()


def page(visit: Visit) -> Response:
    """A picture of a list of events, with the table under it."""
    wanted, kind, period = _asked(visit)
    picture, whole, most = _picture(visit, wanted, kind, period)
    return visit.page(
        "pictures.html", picture=picture, kinds=tuple(KINDS), periods=PERIODS, period=period, listing=wanted,
        whole=whole, most=most, name=name_of(visit, wanted), query=wanted.address("").removeprefix("?"),
    )  # fmt: skip


def _asked(visit: Visit) -> tuple[Listing, str, str]:
    kind, period = visit.asked("kind") or "timeline", visit.asked("period") or "year"
    if kind not in KINDS:
        raise UsageError(f"{kind}: no such picture (they are {', '.join(KINDS)})")
    if period not in PERIODS:
        raise UsageError(f"{period}: no such period (they are {', '.join(PERIODS)})")
    return listing(visit.request.query_params), kind, period


def _picture(visit: Visit, wanted: Listing, kind: str, period: str) -> tuple[Picture, bool, int]:
    """A picture, whether it shows all of the list, and of how many of its events it is made at most."""

    def make() -> tuple[Picture, bool, int]:
        events, whole, most = _seen(visit, wanted, kind)
        title = f"{name_of(visit, wanted)}: {kind}"
        return KINDS[kind](events, title, visit.desk.names, period), whole, most

    return visit.desk.remembered.get(f"picture {kind} {period} {wanted.address()}", make)


def _seen(visit: Visit, wanted: Listing, kind: str) -> tuple[Sequence[Seen], bool, int]:
    record, newest = visit.desk.record, replace(wanted.sought, sort=searching.SORTS[0])
    if kind in ("map", "timeline"):
        found = searching.find(record, newest, READ)
        if kind == "map" or found.after is None:
            return found.events, found.after is None, READ
    seen = record.glimpses(searching.wanted_by(newest), MOST + 1)
    return seen[:MOST], len(seen) <= MOST, MOST


def file(visit: Visit) -> Response:
    """A picture as SVG or PNG, its data as CSV, or its specification as JSON."""
    wanted, _, period = _asked(visit)
    kind, _, form = visit.path("name").partition(".")
    if kind not in KINDS:
        raise UsageError(f"{kind}: no such picture (they are {', '.join(KINDS)})")
    picture, *_ = _picture(visit, wanted, kind, period)
    if form == "json":
        return as_json(picture.spec)
    if form == "csv":
        return attachment(_csv(picture), f"{kind}.csv", "text/csv; charset=utf-8")
    if form in ("svg", "png"):
        return _drawn(picture, form, bool(visit.asked("inline")))
    raise UsageError(f"{form}: no such form of a picture (svg, png, csv, json)")


def _csv(picture: Picture) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(picture.columns)
    writer.writerows(_safe(row) for row in picture.rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")


def _safe(row: Iterable[object]) -> list[object]:
    return [safe(cell) if isinstance(cell, str) else cell for cell in row]


def _drawn(picture: Picture, form: str, inline: bool) -> Response:
    import vl_convert

    spec = dict(picture.spec)
    if spec["width"] == "container":
        spec["width"] = WIDTH
    with _drawing:  # the renderer is one engine
        if form == "svg":
            content = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]).encode("utf-8", "replace")
        else:
            content = vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[])
    media = "image/svg+xml" if form == "svg" else "image/png"
    return (
        Response(content, media_type=media)
        if inline
        else attachment(content, f"{picture.kind}.{form}", media)
    )


@cache
def library() -> bytes:
    """Vega, Vega-Lite and what joins them to a page, as the package vl-convert carries them."""
    import vl_convert

    with _drawing:
        return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode()


def script(visit: Visit) -> Response:
    """The library that draws pictures in a browser."""
    return Response(
        library(), media_type="text/javascript", headers={"Cache-Control": "private, max-age=86400"}
    )


__all__ = ["file", "page", "pictures", "script"]
