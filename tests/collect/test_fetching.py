"""Fetching against a server that plays the web: every bad case ends in a named refusal, and the others carry on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpcore2 import ConnectError, NetworkStream, SyncBackend

import web_server as bad
from legation.collect.fetching import Fetched, Fetcher, Limits, Unchanged, captured, conditions, following
from legation.collect.guarding import Guard, checked, forbidden
from legation.errors import FetchError
from web_server import Answer, Web, article, moved, packed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LIMITS = Limits(page=1_000_000, step=20, exchange=40)
HURRY = Limits(page=1_000_000, step=0.3, exchange=0.6)
PUBLIC = "93.184.215.14"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as found:
        yield found


def fetching(web: Web, limits: Limits = LIMITS) -> Fetcher:
    return Fetcher(
        Guard(frozenset({"news.example", "other.example"}), web.resolve), limits, "someone@example.org"
    )


@pytest.fixture
def fetcher(web: Web) -> Iterator[Fetcher]:
    with fetching(web) as found:
        yield found


def fetch(
    fetcher: Fetcher, address: str, etag: str | None = None, hops: list[str] | None = None
) -> Fetched | Unchanged:
    """The page, wherever redirects lead; ``hops`` is told each address that is asked."""
    steps = following(address)
    try:
        here = next(steps)
        while True:
            if hops is not None:
                hops.append(here)
            here = steps.send(fetcher.ask(here, conditions(etag, None)))
    except StopIteration as end:
        found: Fetched | Unchanged = end.value
        return found


def refused(fetcher: Fetcher, address: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(fetcher, address)
    assert "\n" not in str(caught.value)
    return caught.value


def got(fetcher: Fetcher, address: str) -> Fetched:
    answer = fetch(fetcher, address)
    assert isinstance(answer, Fetched)
    return answer


# ------------------------------------------------------------------ what answers well


def test_a_page_is_fetched_with_what_is_said_of_it(web: Web, fetcher: Fetcher) -> None:
    page = article("Ministers met", "They met.")
    web.put(
        "/a", Answer(page.body, headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"})
    )
    answer = got(fetcher, web.at("/a"))
    assert answer.content == page.body
    assert (answer.etag, answer.modified, answer.charset) == ('"1"', "Mon, 02 Mar 2026 10:00:00 GMT", "utf-8")
    sent = web.asked[0].headers
    assert sent["user-agent"].startswith("legation/")
    assert "someone@example.org" in sent["user-agent"]
    assert "cookie" not in sent and "referer" not in sent


def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", Answer(b"<html>words</html>", headers={"ETag": '"1"'}))
    assert fetch(fetcher, web.at("/a"), etag='"1"') == Unchanged(web.at("/a"))
    assert isinstance(fetch(fetcher, web.at("/a"), etag='"0"'), Fetched)


def test_no_cookie_is_kept(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", Answer(b"<html>words</html>", headers={"Set-Cookie": "who=you; Path=/"}))
    for _ in range(2):
        got(fetcher, web.at("/a"))
    assert all("cookie" not in one.headers for one in web.asked)


def test_redirects_are_followed_to_where_the_page_is(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", moved("/b"))
    web.put("/b", moved(web.at("/c", "other.example"), 301))
    web.put("/c", article("Here", "words"))
    hops: list[str] = []
    answer = fetch(fetcher, web.at("/a"), hops=hops)
    assert isinstance(answer, Fetched)
    assert (answer.asked, answer.address) == (web.at("/a"), web.at("/c", "other.example"))
    assert hops == [web.at("/a"), web.at("/b"), web.at("/c", "other.example")]


@pytest.mark.parametrize("how", ["gzip", "deflate"])
def test_what_is_packed_is_unpacked(web: Web, fetcher: Fetcher, how: str) -> None:
    page = article("Packed", "words " * 5000)
    web.put("/a", packed(page, how))
    assert got(fetcher, web.at("/a")).content == page.body


def test_a_capture_knows_its_address_and_the_charset_that_the_host_named(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", Answer("<html><body><p>Встреча".encode("cp1251"), kind="text/html; charset=windows-1251"))
    capture = captured(got(fetcher, web.at("/a")), "Agency")
    assert (capture.name, capture.media_type) == (web.at("/a"), "text/html")
    assert dict(capture.known) == {"url": web.at("/a"), "charset": "windows-1251", "outlet": "Agency"}
    assert capture.fetched is not None and capture.fetched.endswith("+00:00")


# ------------------------------------------------------------------ what answers badly

SLOW: dict[str, tuple[bad.Page, str]] = {
    "slow": (bad.slow, "too slow"),
    "slow-head": (bad.slow_head, "too slow"),
    "mute": (bad.mute, "timeout"),
}
BAD: dict[str, tuple[bad.Page, str]] = {
    "short": (bad.short, "broken answer"),
    "lying-huge": (bad.lying_huge, "too large"),
    "endless": (bad.endless, "too large"),
    "bomb": (bad.bomb, "bomb"),
    "broken-packing": (bad.broken_packing, "broken packing"),
    "half-packing": (bad.half_packing, "broken packing"),
    "babble": (bad.babble, "broken answer"),
    "hang-up": (bad.hang_up, "broken"),
    "many-heads": (bad.many_heads, "broken answer"),
    "strange-packing": (Answer(b"x", headers={"Content-Encoding": "br"}), "unknown packing"),
    "gone": (Answer(b"", 410), "not there"),
    "closed": (Answer(b"", 403), "not let in"),
    "trouble": (Answer(b"", 502), "host in trouble"),
    "odd": (Answer(b"", 204), "odd answer"),
    "no-place": (Answer(b"", 302), "odd answer"),
    "loop": (moved("/loop"), "endless redirect"),
    "to-home": (moved("http://127.0.0.1:8080/admin"), "forbidden address"),
    "to-metadata": (moved("http://169.254.169.254/latest/meta-data/"), "forbidden address"),
    "to-home-6": (moved("http://[::1]/"), "forbidden address"),
    "to-mapped": (moved("http://[::ffff:10.0.0.1]/"), "forbidden address"),
    "to-name-of-home": (moved("http://inner.example/"), "forbidden address"),
    "to-nowhere": (moved("http://no.such.host/"), "no such host"),
    "to-file": (moved("file:///etc/passwd"), "forbidden scheme"),
    "to-gopher": (moved("gopher://news.example/"), "forbidden scheme"),
    "to-password": (moved("http://me:secret@news.example/"), "bad address"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_page_ends_in_a_named_refusal_and_the_next_page_is_had(
    web: Web, fetcher: Fetcher, case: str
) -> None:
    page, kind = BAD[case]
    web.put(f"/{case}", page)
    web.put("/good", article("Good", "words"))
    assert refused(fetcher, web.at(f"/{case}")).kind.startswith(kind)
    assert got(fetcher, web.at("/good")).content


@pytest.mark.parametrize("case", SLOW)
def test_a_slow_page_keeps_nobody(web: Web, fetcher: Fetcher, case: str) -> None:
    page, kind = SLOW[case]
    web.put(f"/{case}", page)
    web.put("/good", article("Good", "words"))
    with fetching(web, HURRY) as hurried:
        error = refused(hurried, web.at(f"/{case}"))
    assert (error.kind, error.transient, error.host) == (kind, True, True)
    assert got(fetcher, web.at("/good")).content


def test_redirects_are_bounded(web: Web, fetcher: Fetcher) -> None:
    for number in range(10):
        web.put(f"/{number}", moved(f"/{number + 1}"))
    assert refused(fetcher, web.at("/0")).kind == "endless redirect"
    assert len(web.asked) == 6


def test_a_host_says_how_long_to_wait(web: Web, fetcher: Fetcher) -> None:
    web.put("/seconds", Answer(b"", 429, headers={"Retry-After": "120"}))
    web.put("/date", Answer(b"", 503, headers={"Retry-After": "Fri, 31 Dec 2999 23:59:59 GMT"}))
    web.put("/nothing", Answer(b"", 429))
    first, far, open_ = (refused(fetcher, web.at(path)) for path in ("/seconds", "/date", "/nothing"))
    assert (first.kind, first.wait, first.transient, first.host) == ("asked to wait", 120.0, True, True)
    assert far.wait == 86_400.0  # never longer than a day
    assert (open_.kind, open_.wait) == ("asked to wait", None)


@pytest.mark.parametrize("kind", ["image/jpeg", "video/mp4", "application/zip"])
def test_what_is_no_page_is_refused(web: Web, fetcher: Fetcher, kind: str) -> None:
    web.put("/a", Answer(b"\xff\xd8\xff\xe0", kind=kind))
    with pytest.raises(FetchError, match="no page"):
        captured(got(fetcher, web.at("/a")))


# ------------------------------------------------------------------ where connections go


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "169.254.0.1", "0.0.0.0", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1",
        "198.18.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:1::1",
        "4000::1", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_never_reached(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::101:101", "2002:101:101::1"]
)
def test_public_addresses_are_reached(address: str) -> None:
    assert forbidden(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.org/", "//a.org/x", "javascript:alert(1)", "data:text/html,x", "http://",
        "http:///path", "http://a.org:0/", "http://a.org:99999/", "http://a.org/\r\nX: y", "http://a b.org/",
        "http://a.org\\@127.0.0.1/", "http://me@a.org/", "http://[::1/", "", "http://a.org/" + "x" * 3000,
    ],
)  # fmt: skip
def test_addresses_that_are_no_public_web_address(address: str) -> None:
    with pytest.raises(FetchError):
        checked(address)


class Opener(SyncBackend):
    """Notes where a connection would go, and refuses it."""

    def __init__(self) -> None:
        super().__init__()
        self.went: list[str] = []

    def connect_tcp(self, host: str, *_rest: object, **_more: object) -> NetworkStream:
        self.went.append(host)
        raise ConnectError("nobody there")


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",), (PUBLIC,)])
    opener = Opener()
    with Fetcher(Guard(resolve=lambda _host, _port: next(answers)), LIMITS, opener=opener) as fetcher:
        assert refused(fetcher, "http://rebind.example/").kind == "no connection"
        assert refused(fetcher, "http://rebind.example/").kind == "forbidden address"
    assert opener.went == [
        PUBLIC
    ]  # the address that was checked, not the name, which could be looked up again


def test_a_name_with_one_forbidden_address_is_refused_whole() -> None:
    opener = Opener()
    with Fetcher(Guard(resolve=lambda _h, _p: (PUBLIC, "10.0.0.1")), LIMITS, opener=opener) as fetcher:
        assert refused(fetcher, "http://mixed.example/").kind == "forbidden address"
    assert opener.went == []


def test_every_checked_address_is_tried() -> None:
    opener = Opener()
    with Fetcher(Guard(resolve=lambda _h, _p: ("1.1.1.1", PUBLIC)), LIMITS, opener=opener) as fetcher:
        assert refused(fetcher, "https://two.example/").kind == "no connection"
    assert opener.went == ["1.1.1.1", PUBLIC]


def test_only_the_named_host_is_let_through(web: Web) -> None:
    web.put("/a", article("Inside", "words"))
    with Fetcher(Guard(frozenset({"news.example"}), web.resolve), LIMITS) as fetcher:
        assert got(fetcher, web.at("/a"))
        assert refused(fetcher, web.at("/a", "inner.example")).kind == "forbidden address"
        assert refused(fetcher, web.at("/a", "127.0.0.1")).kind == "forbidden address"


def test_proxy_settings_of_the_environment_are_not_followed(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    web.put("/a", article("Straight", "words"))
    with Fetcher(Guard(frozenset({"news.example"}), web.resolve), LIMITS) as direct:
        assert got(direct, web.at("/a"))
