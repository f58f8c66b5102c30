"""The desk as a web application: which address leads to which page, and for whom."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from legation.review.desk import HERE, Desk
from legation.review.guard import Guard, Page, endpoint
from legation.review.pages import (
    briefs,
    coding,
    coverage,
    deals,
    dossiers,
    event,
    events,
    front,
    judging,
    logging_in,
    notes,
    pictures,
    users,
)
from legation.review.people import ADMIN, READ, REVIEW

Entry = tuple[str, str, Page, str | None]

PAGES: tuple[Entry, ...] = (
    ("GET", "/", front.front, READ),
    ("GET", "/help", front.help_page, READ),
    ("GET", "/live", front.live, READ),
    ("POST", "/theme", front.theme, None),
    ("GET", "/search", event.search, READ),
    ("GET", "/events", events.events, READ),
    ("GET", "/events.{form}", events.download, READ),
    ("POST", "/views/save", events.save, READ),
    ("POST", "/views/forget", events.forget, READ),
    ("GET", "/event/{ref}", event.event, READ),
    ("GET", "/report/{ref}", event.report, READ),
    ("GET", "/story/{ref}", event.story, READ),
    ("GET", "/deals", deals.deals, READ),
    ("GET", "/deal/{ref}", deals.deal, READ),
    ("GET", "/pictures", pictures.page, READ),
    ("GET", "/picture/{name}", pictures.file, READ),
    ("GET", "/vega.js", pictures.script, READ),
    ("GET", "/brief", briefs.page, READ),
    ("GET", "/brief.{form}", briefs.file, READ),
    ("GET", "/coverage", coverage.page, READ),
    ("GET", "/coding", coding.samples, READ),
    ("POST", "/coding", coding.draw, REVIEW),
    ("GET", "/coding/{number}", coding.work, REVIEW),
    ("POST", "/coding/{number}", coding.code, REVIEW),
    ("POST", "/coding/{number}/add", coding.add, REVIEW),
    ("GET", "/coding/{number}/settle", coding.settle, REVIEW),
    ("POST", "/coding/{number}/settle", coding.decide, REVIEW),
    ("GET", "/coding/{number}/agreement", coding.agreement, READ),
    ("GET", "/coding/{number}/gold.zip", coding.gold, READ),
    ("GET", "/dossiers", dossiers.index, READ),
    ("GET", "/dossier/{one}/{other}", dossiers.dossier_pair, READ),
    ("GET", "/dossier/{one}", dossiers.dossier_state, READ),
    ("GET", "/person/{name:path}", dossiers.dossier_person, READ),
    ("GET", "/weapon/{name:path}", dossiers.dossier_weapon, READ),
    ("GET", "/review", judging.review, REVIEW),
    ("GET", "/review/words", judging.words, REVIEW),
    ("POST", "/review/{act}", judging.judge, REVIEW),
    ("POST", "/take-back", judging.take_back, REVIEW),
    ("GET", "/judgements", judging.log, READ),
    ("POST", "/notes", notes.note, REVIEW),
    ("POST", "/tasks", notes.assign, REVIEW),
    ("POST", "/tasks/done", notes.done, REVIEW),
    ("GET", "/login", logging_in.form, None),
    ("POST", "/login", logging_in.log_in, None),
    ("POST", "/logout", logging_in.log_out, None),
    ("GET", "/users", users.users, ADMIN),
    ("POST", "/users/{act}", users.change, ADMIN),
)
"""Method, address, function, and the role that may see it (None: anyone)."""
MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def make_app(desk: Desk) -> ASGIApp:
    """The application."""
    routes = [Route(path, endpoint(desk, page, role), methods=[method]) for method, path, page, role in PAGES]
    routes.append(Route("/static/{name}", _static, methods=["GET"]))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(GZipMiddleware, minimum_size=2000)],
        exception_handlers={HTTPException: _refused, 500: _fault},
    )
    return Guard(app, desk)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    path = HERE / "static" / name
    kind = MEDIA.get("." + name.rpartition(".")[2])
    if "/" in name or name.startswith(".") or kind is None or not path.is_file():
        raise HTTPException(404, "There is no such file.")
    return FileResponse(str(path), media_type=kind, headers={"Cache-Control": "no-cache"})


async def _refused(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    detail = error.detail if isinstance(error, HTTPException) else ""
    return _plain(status, "There is no such page." if status == 404 else detail)


async def _fault(_request: Request, _error: Exception) -> Response:
    return _plain(500, "A fault in Legation; please report it. What you did may not have been stored.")


def _plain(status: int, words: str) -> Response:
    from html import escape

    return HTMLResponse(
        f'<!doctype html><html lang="en"><title>{status}</title><link rel="stylesheet" href="/static/desk.css">'
        f'<main class="alone"><h1>{status}</h1><p>{escape(words)}</p><p><a href="/">To the front page</a></p></main>',
        status,
    )
