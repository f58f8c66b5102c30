"""The desk in a real browser: only where LEGATION_BROWSER names one (./run.sh browser sets it)."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM, AXE, SHOTS = (os.environ.get(f"LEGATION_{name}") for name in ("BROWSER", "AXE", "SHOTS"))
COMMAND = [sys.executable, "-c", "import sys; from legation.cli import main; sys.exit(main())"]
FULL = bool(os.environ.get("LEGATION_SHOTS_FULL"))
SERIOUS = ("serious", "critical")
WIDTHS = (1440, 768, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demonstration."""
    path = tmp_path_factory.mktemp("browser") / "demo.db"
    subprocess.run([*COMMAND, "demo", "--record", str(path)], check=True, capture_output=True)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts desks on copies of that record; each as its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str = "legation.db", prepare: Callable[[Path], None] | None = None) -> str:
        record = tmp_path / name
        record.write_bytes(made.read_bytes())
        if prepare:
            prepare(record)
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running.append(subprocess.Popen([*COMMAND, "serve", "--record", str(record), "--port", str(port)]))
        for _ in range(300):
            with contextlib.closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.1)
        raise AssertionError("the desk does not answer")

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, desk: object) -> Iterator[Page]:
    """A page on which nothing may go wrong, and which may ask nobody but the desk; it is closed before that stops."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: wrong.append(asked.url) if not _own(asked.url) else None)
    yield opened
    context.close()
    expected = re.compile(r"status of 40[13]")  # of pages that a walk is refused on purpose
    assert [one for one in wrong if not expected.search(one)] == []


def _own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def check(page: Page) -> None:
    """No serious fault in the eyes of axe."""
    if AXE is None:
        pytest.skip("LEGATION_AXE does not name axe.min.js")
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = [
        f"{page.url}: {one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"][:3]
    ]
    assert faults == []


def shoot(page: Page, name: str) -> None:
    """Screenshots of a page in three widths, each light and dark."""
    if SHOTS is None:
        return
    folder = Path(SHOTS)
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(250)
            ending = "" if scheme == "light" else f"-{scheme}"
            page.screenshot(path=folder / f"{name}-{width}{ending}.png", full_page=FULL)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
