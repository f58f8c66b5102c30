"""A browser for tests: reads pages, and sends the forms that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import html
from starlette.testclient import TestClient


class Browser:
    """One visitor with cookies."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-400:])
        return answer

    def text(self, path: str, status: int = 200) -> str:
        """A page's words, blanks made one."""
        return words(self.get(path, status).text)

    def token(self, path: str = "/help") -> str:
        return str(html.fromstring(self.get(path).content).xpath("//input[@name='csrf']/@value")[0])

    def send(
        self,
        path: str,
        status: int = 200,
        page: str = "/help",
        form: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        """Send a form with the token of a page of ours; led on to where the desk leads."""
        answer = self.client.post(path, data={**(form or {}), **more} | {"csrf": self.token(page)})
        assert answer.status_code == status, (path, answer.status_code, words(answer.text)[-400:])
        return answer

    def log_in(self, name: str, password: str, status: int = 200) -> Any:
        return self.send("/login", status, page="/login", name=name, password=password, next="/")

    def form(self, page: str, action: str) -> dict[str, str]:
        """The fields of a form on a page, as they stand."""
        tree = html.fromstring(self.get(page).content)
        form = next(
            f for f in tree.forms if f.action == action or f.xpath(f".//button[@formaction='{action}']")
        )
        return {name: value or "" for name, value in form.fields.items() if name}


def words(page: str) -> str:
    tree = html.fromstring(page)
    for gone in tree.xpath("//script|//style"):
        gone.drop_tree()
    return " ".join(tree.text_content().split())
