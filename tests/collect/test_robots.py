"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import pytest

from legation.collect import robots

SITE = "https://a.org"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/old", "/news/old/1", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*/print/", "/a/b/print/c", False),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /?q=", "/?q=1", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: other\nUser-agent: legation\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Legation/1.0\nAllow: /", "/x", True),
        ("User-agent: legation\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: legation\nDisallow: /a\n\nUser-agent: legation\nDisallow: /b", "/b", False),
        ("Disallow: /", "/x", True),
        ("<html>not found</html>", "/x", True),
        ("\ufeffUSER-AGENT : *  # all\nDISALLOW : /x # closed", "/x", False),
    ],
)
def test_which_paths_are_open(text: str, path: str, allowed: bool) -> None:
    assert robots.parse(text).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /x", 0.5),
        ("User-agent: other\nCrawl-delay: 10", None),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: 999999", 3600.0),
    ],
)
def test_how_long_to_wait(text: str, delay: float | None) -> None:
    assert robots.parse(text).delay == delay


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    rules = robots.parse("User-agent: *\nDisallow: /" + "*a" * 500 + "$")
    assert rules.allows(SITE + "/" + "a" * 1500 + "b")
