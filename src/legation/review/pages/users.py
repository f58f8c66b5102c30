"""Users, for administrators: who there is, what they may do, and the audit log."""

from __future__ import annotations

from starlette.responses import Response

from legation.errors import UsageError
from legation.review.people import ROLES
from legation.review.visit import Visit


def users(visit: Visit) -> Response:
    """Everyone, and what was done."""
    people = visit.desk.people
    return visit.page("users.html", users=people.all(), roles=ROLES, audit=people.audit())


def change(visit: Visit) -> Response:
    """Add or remove a user, or give another role or password."""
    people, name, act = visit.desk.people, visit.said("name"), visit.path("act")
    if act == "add":
        if not people.all() and visit.said("role") != "admin":
            raise UsageError(f"{name}: the first user must be an administrator, or nobody could add others")
        people.add(name, visit.form.get("password", ("",))[0], visit.said("role"))
    elif act == "remove":
        people.remove(name)
    elif act == "role":
        people.set_role(name, visit.said("role"))
    elif act == "password":
        people.set_password(name, visit.form.get("password", ("",))[0])
    else:
        raise UsageError(f"{act}: no such page")
    return visit.go("/users")
