"""Logging in and out."""

from __future__ import annotations

from starlette.responses import Response

from legation.review.guard import SESSION, address
from legation.review.people import SESSION as LIFE
from legation.review.people import Entry
from legation.review.visit import Visit


def form(visit: Visit) -> Response:
    """The form for name and password."""
    return visit.page("login.html", back=visit.asked("next") or "/", failed="")


def log_in(visit: Visit) -> Response:
    """Check a name and password. Too many failures, and none are checked for a while."""
    people, now = visit.desk.people, visit.desk.clock().timestamp()
    name, back, where = visit.said("name"), visit.said("next") or "/", address(visit.request)
    if not people.all():
        return visit.go("/")
    wait = people.try_log_in(name, where, now)
    if wait:
        _note(visit, name, "log-in not tried: too many failures")
        failed = f"Too many failed attempts. Try again in {wait} seconds."
        response = visit.page("login.html", 429, back=back, failed=failed)
        response.headers["Retry-After"] = str(wait)
        return response
    token = people.log_in(name, visit.form.get("password", ("",))[0], where, now)
    if token is None:
        _note(visit, name, "log-in failed")
        return visit.page("login.html", 401, back=back, failed="Name and password do not belong together.")
    _note(visit, name, "logged in")
    response = visit.go(back)
    secure = visit.request.url.scheme == "https"
    response.set_cookie(SESSION, token, max_age=LIFE, httponly=True, samesite="strict", secure=secure)
    return response


def log_out(visit: Visit) -> Response:
    """End the session."""
    token = visit.request.cookies.get(SESSION)
    if token:
        visit.desk.people.log_out(token)
    response = visit.go("/login")
    response.delete_cookie(SESSION)
    return response


def _note(visit: Visit, name: str, what: str) -> None:
    visit.desk.people.note(Entry(visit.desk.now, name[:64], address(visit.request), what, ""))
