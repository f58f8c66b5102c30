"""What stands between the network and the pages: which host was called, headers, sessions, tokens of forms, roles.

A form is taken only where it carries the token of its session (signed, `itsdangerous`) and no sign that another site
sent it. Every answer carries a content policy under which only files of this desk may run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_address
from time import thread_time
from typing import Any
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.commands.running import fault, say
from legation.errors import JudgementError, LegationError, Overtaken, RecordError, UsageError
from legation.review.desk import Desk
from legation.review.people import LOCAL, READ, Entry, Person
from legation.review.visit import Visit

Page = Callable[[Visit], Response]
SESSION, VISITOR = "legation-session", "legation-visitor"
"""Cookies: of a user who has logged in, and of anyone, to tie forms to."""
TOKEN_LIFE = 24 * 3600
LARGEST = 2_000_000
"""Bytes of the largest form."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware: refuses hosts that the desk is not known by, and adds the security headers to every answer."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        host = urlsplit("//" + Request(scope).headers.get("host", "")).hostname or ""
        if "*" not in self._desk.hosts and host not in self._desk.hosts:
            await PlainTextResponse("This desk is not known by that name.", 421)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def endpoint(desk: Desk, page: Page, role: str | None) -> Callable[[Request], Any]:
    """A page's function as Starlette calls it: for those of a role; with ``role`` None, for anyone."""

    async def answer(request: Request) -> Response:
        form = await _form(request) if request.method == "POST" else {}
        response, spent = await run_in_threadpool(_timed, desk, page, role, request, form)
        if role is not None:  # how long a password took to check is nobody's business
            response.headers["Server-Timing"] = f"cpu;dur={1000 * spent:.1f}"
        return response

    return answer


def _timed(
    desk: Desk, page: Page, role: str | None, request: Request, form: dict[str, list[str]]
) -> tuple[Response, float]:
    """The answer, and the seconds of CPU that making it took, which tell a slow page from a busy machine."""
    start = thread_time()
    response = _answer(desk, page, role, request, form)
    return response, thread_time() - start


def _answer(
    desk: Desk, page: Page, role: str | None, request: Request, form: dict[str, list[str]]
) -> Response:
    users = desk.people.all()
    person = _who(desk, request) if users else LOCAL
    visitor = request.cookies.get(SESSION if person and users else VISITOR, "")
    new = "" if visitor else secrets.token_urlsafe(18)
    signer = URLSafeTimedSerializer(desk.secret, salt="form")
    visit = Visit(request, desk, person or Person("", READ), signer.dumps(visitor or new), form)
    if role is not None and person is None:
        if request.method != "GET":
            return visit.page("problem.html", 401, title="Log in first", why="Your session has ended.")
        return RedirectResponse(f"/login?next={quote(str(visit.request.url.path))}", 303)
    if role is not None and person is not None and not person.may(role):
        return visit.page(
            "problem.html", 403, title="Not for your role", why=f"This needs the role “{role}”."
        )
    if request.method == "POST" and not _ours(request, signer, visitor, visit.said("csrf")):
        return visit.page("problem.html", 403, title="Form refused", why="The form did not come from this session's pages. Go back, load the page anew, and try again.")  # fmt: skip
    response = _run(visit, page)
    if new and VISITOR not in response.headers.get("set-cookie", ""):
        response.set_cookie(
            VISITOR, new, httponly=True, samesite="strict", secure=request.url.scheme == "https"
        )
    if request.method == "POST" and users and person:
        _audit(visit, response)
    return response


def _who(desk: Desk, request: Request) -> Person | None:
    token = request.cookies.get(SESSION)
    return desk.people.holder(token, desk.clock().timestamp()) if token else None


def _ours(request: Request, signer: URLSafeTimedSerializer, visitor: str, token: str) -> bool:
    """Whether a form was sent from a page of this session."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    try:
        said = signer.loads(token, max_age=TOKEN_LIFE)
    except BadSignature:
        return False
    return bool(visitor) and secrets.compare_digest(str(said).encode(), visitor.encode())


def _run(visit: Visit, page: Page) -> Response:
    """The page, or a page that says in one line why there is none."""
    try:
        return page(visit)
    except Overtaken as error:
        return visit.page("problem.html", 409, title="Somebody was quicker", why=str(error))
    except JudgementError as error:
        return visit.page("problem.html", 409, title="Not stored", why=str(error))
    except UsageError as error:
        status = 404 if " in the record" in str(error) or "no such" in str(error) else 400
        return visit.page("problem.html", status, title="That cannot be asked", why=str(error))
    except RecordError as error:
        return visit.page("problem.html", 503, title="The record does not answer", why=str(error))
    except LegationError as error:
        return visit.page("problem.html", 400, title="That did not work", why=str(error))
    except Exception as error:  # the outermost edge: a fault of ours must not cost the other pages
        say(fault(error))
        why = "A fault in Legation; please report it. What you did may not have been stored."
        return visit.page("problem.html", 500, title="That did not work", why=why)


async def _form(request: Request) -> dict[str, list[str]]:
    """The fields of a form; files are not taken."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST:
        raise HTTPException(413, "The form is too large.")
    found: dict[str, list[str]] = {}
    async with request.form(max_files=0, max_fields=2000) as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                found.setdefault(name, []).append(value)
    return found


def address(request: Request) -> str:
    """Where a request came from."""
    return request.client.host if request.client else "?"


def _audit(visit: Visit, response: Response) -> None:
    shown = {
        name: values
        for name, values in visit.form.items()
        if name not in ("csrf", "password", "again", "old")
    }
    about = f"{response.status_code} " + " ".join(
        f"{name}={'|'.join(values)}" for name, values in shown.items()
    )
    what = f"{visit.request.method} {visit.request.url.path}"
    visit.desk.people.note(Entry(visit.desk.now, visit.person.name, address(visit.request), what, about))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
