"""The page words of a language, compiled: what the rules of this stage look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from legation.vocabulary import PageWords

_NEVER = re.compile(r"(?!)")
_WORD = re.compile(r"\w+")
# A year in two digits after day and month: with nothing behind it that would make it an hour or a number of things.
_APOSTROPHE = "['’‘]"
_ENDS = r"(?=\s*(?:$|[|·•;()\[\]]|,?\s*[0-9]{1,2}[:.][0-9]{2}|\s[-–—]))"
_SHORT = rf"{_APOSTROPHE}?[0-9]{{2}}{_ENDS}"


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns and word lists of one language."""

    date: re.Pattern[str]  # see `dates`
    months: dict[str, int]
    dateline: re.Pattern[str]  # what may follow a dateline's place
    dated_first: re.Pattern[str]  # a dateline that begins with its day
    weekday: re.Pattern[str]
    weekdays: dict[str, int]  # Monday is 0
    caption_start: re.Pattern[str]
    caption_end: re.Pattern[str]
    furniture: re.Pattern[str]
    whole: re.Pattern[str]
    list_start: re.Pattern[str]
    end_start: re.Pattern[str]
    end_mark: re.Pattern[str]  # what an agency puts behind the last sentence
    byline: re.Pattern[str]
    outlet_credit: re.Pattern[str]
    labels: frozenset[str]
    updated: re.Pattern[str]
    published: re.Pattern[str]
    event: re.Pattern[str]  # the label of a day that is not that of publication
    outlet_words: frozenset[str]
    office_words: frozenset[str]
    sections: frozenset[str]
    page_kinds: frozenset[str]  # what a heading says that names a kind of page
    rights: re.Pattern[str]  # who holds the rights in a page: the group "name"
    rights_end: re.Pattern[str]
    owned: re.Pattern[str]  # whose the content of a page is: the group "name"
    name_start: re.Pattern[str]  # what says that a name follows
    issue: re.Pattern[str]  # a paper's count of its issues

    def is_section(self, name: str) -> bool:
        """Whether a name is that of a section of a site."""
        parts = _WORD.findall(name.lower())
        both = self.sections | self.labels
        return "".join(parts) in self.sections or (bool(parts) and both.issuperset(parts))

    def is_page_kind(self, line: str) -> bool:
        """Whether a line says what kind of page it heads, and nothing of a story: "Press Release", "News details"."""
        parts = _WORD.findall(line.lower())
        return bool(parts) and (self.sections | self.labels | self.page_kinds).issuperset(parts)


@lru_cache(maxsize=8)
def compiled(page: PageWords) -> Words:
    """The compiled form of a language's page words."""
    patterns = dict(page.patterns)
    lists = dict(page.words)
    months = {name: number for number, names in enumerate(page.months, 1) for name in names}
    month, weekday = _any_of(months), _any_of(name for names in page.weekdays for name in names)
    linking = _any_of(lists.get("date_links", ()))
    return Words(
        date=re.compile(_dates(month, linking, named=True), re.I | re.X),
        months=months,
        dateline=re.compile(_dateline(month, weekday, linking), re.I | re.X),
        dated_first=re.compile(
            rf"(?P<date>{_dates(month, linking, named=False)})\s*\((?P<place>[^)\d\n]{{2,40}})\)\s*[–—-]\s",
            re.I,
        ),
        weekday=re.compile(rf"\b(?=[{_initials(weekday)}])(?:{weekday})\b\.?", re.I),
        weekdays={name: number for number, names in enumerate(page.weekdays) for name in names},
        caption_start=_starts(patterns.get("caption_start", ())),
        caption_end=_starts(patterns.get("caption_end", ())),
        furniture=_starts(patterns.get("furniture_start", ())),
        whole=_starts(patterns.get("furniture_whole", ())),
        list_start=_starts(patterns.get("list_start", ())),
        end_start=_starts(patterns.get("end_start", ())),
        end_mark=re.compile(
            rf"(?<=[.!?”\"'])\s*(?:{'|'.join(patterns.get('end_mark', ())) or '(?!)'})\s*$", re.I
        ),
        byline=_starts(patterns.get("byline_start", ())),
        outlet_credit=_credits(patterns.get("outlet_credit", ())),
        labels=lists.get("date_labels", frozenset()),
        updated=_starts(sorted(lists.get("updated_labels", ()), key=len, reverse=True)),
        published=_starts(sorted(lists.get("published_labels", ()), key=len, reverse=True)),
        event=_starts(sorted(lists.get("event_labels", ()))),
        outlet_words=lists.get("outlet_words", frozenset()),
        office_words=lists.get("office_words", frozenset()),
        sections=lists.get("sections", frozenset()),
        page_kinds=lists.get("page_kinds", frozenset()),
        rights=_starts(patterns.get("rights", ())),
        rights_end=_starts(patterns.get("rights_end", ())),
        owned=_starts(patterns.get("owned", ())),
        name_start=_starts(patterns.get("name_start", ())),
        issue=_starts(patterns.get("issue", ())),
    )


def _any_of(names: object) -> str:
    ordered = sorted({str(name) for name in names}, key=lambda name: (-len(name), name))  # type: ignore[attr-defined]
    return "|".join(re.escape(name) for name in ordered) or "(?!)"


def _initials(names: str) -> str:
    return "".join(sorted({name[0] for name in names.split("|")}))


def _starts(patterns: object) -> re.Pattern[str]:
    parts = [f"(?:{pattern})" for pattern in patterns]  # type: ignore[attr-defined]
    return re.compile("|".join(parts), re.I) if parts else _NEVER


def _credits(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern; Python allows a group name once, so the names are numbered."""
    parts = [pattern.replace("(?P<name>", f"(?P<name{number}>") for number, pattern in enumerate(patterns)]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.I) if parts else _NEVER


def _dates(month: str, linking: str, named: bool) -> str:
    """Dates as pages write them; with ``named`` groups, the parts can be read off. ``linking``: what may stand between
    day, month and year, as in "30 de agosto de 2022".
    """

    def group(name: str, body: str) -> str:
        return f"(?P<{name}>{body})" if named else f"(?:{body})"

    ordinal, blank, year = r"(?:st|nd|rd|th)?", r"[ \t\u00a0]+", r"(?:19|20)[0-9]{2}"
    digits, era = r"[0-9]{1,2}", r"B[.]?E[.]?[ ]+"
    late = r"(?:19|20|25)[0-9]{2}"
    gap, link = rf"(?:{blank}|[-/](?={month}))", rf"(?:(?:{linking}){blank})?"  # 20-Nov-2014
    day_month = rf"{group('d3', digits)}{ordinal}\.?{gap}{link}{group('m3', month)}\b\.?"
    month_day = rf"{group('m4', month)}\b(?:\.?{blank}|\.){group('d4', digits)}{ordinal}\b(?![:.]\d)"
    clock = rf"\d{{1,2}}:\d\d(?::\d\d)?(?:{blank}(?:[A-Z]{{2,5}}|[+-]\d{{4}}))?"
    dash = r"(?:[-/]|\.[ ]?)"
    forms = (
        rf"{group('y1', year)}[-/.][ ]?{group('m1', digits)}[-/.][ ]?{group('d1', digits)}(?!\d)",
        rf"{group('d2', digits)}{dash}{group('m2', digits)}{dash}{group('y2', year)}(?!\d)",
        # The year last, in two digits: with strokes; with others only where it can be no day and no month (31.12.99).
        rf"{group('d9', digits)}/{group('m9', digits)}/{group('y9', '[0-9]{2}')}(?![\d/])",
        rf"{group('d10', '[0-9]{2}')}[-.]{group('m10', '[0-9]{2}')}[-.]{group('y10', '(?:3[2-9]|[4-9][0-9])')}(?![\d.-])",
        rf"{group('y6', year)}\.?{blank}{group('m6', month)}\b\.?{blank}{group('d6', digits)}\b",
        rf"{group('y8', year)}[年년][ ]?{group('m8', digits)}[月월][ ]?{group('d8', digits)}[日일]",
        rf"{group('m7', month)}\b\.?{blank}{group('d7', digits)},?{blank}(?:@{blank})?{clock}{blank}{group('y7', year)}\b",  # Java's
        day_month + _year(rf"{blank}{link}", era, group("y3", rf"{late}\b|{_SHORT}")),
        month_day + _year(blank, era, group("y4", rf"{year}\b|{_APOSTROPHE}[0-9]{{2}}{_ENDS}")),
        rf"{group('m5', month)}\b\.?,?{blank}{group('y5', year)}\b",
    )
    # Most characters begin no date: the look ahead saves trying every form at each of them.
    return rf"(?<![\w.])(?<!\d:)(?=[0-9{_initials(month)}])(?:{'|'.join(forms)})"


def _year(blank: str, era: str, year: str) -> str:
    return rf"(?:(?:,?{blank}\(?|,|(?<=\w)[-/]|(?<=\w\.)-)(?:{era})?(?:{year})(?:(?<=\(\d{{4}})\))?)?"  # "7 February (2024)"


def _dateline(month: str, weekday: str, linking: str) -> str:
    """What follows a dateline's place: region, weekday, date, agency, and the mark that ends it."""
    name = r"[^\W\d_][\w.'’]*"
    dates = _dates(month, linking, named=False)
    agency = r"(?-i:[A-Z][\w-]*(?:\ [A-Z][\w-]*){0,3})"
    return rf"""
        (?P<region>(?:,\s*(?!(?:{weekday}|{month})\b){name}(?:\s{name}){{0,2}}?){{0,2}}?|\s*\[[^\]]{{2,40}}\])
        (?:\s*\((?!(?:{weekday})\b)(?P<early>[^)\d\n,]{{2,40}})(?:\)(?P<apart>,)?|,)(?=\s*(?:(?:{weekday})\b|{dates})))?
        (?:[.,\s(|-]+(?P<weekday>{weekday})\b\.?,?)?
        (?:[.,\s(|-]*(?P<date>{dates})(?:\s*\((?:{weekday})\.?\))?\)?)?
        (?:\.?,?\s*(?:\((?P<round>[^)\n]{{2,40}})\)|/(?P<slash>[^/\n]{{2,40}})/)
         |(?<=\d),\s(?P<beside>{agency})(?=\s*(?:--|[–—.]|-\s)))?
        \s*(?P<mark>--|\.\s?[–—-]|[–—:.|-]|$|(?<=\d\)))(?=[\s“"'‘]|$)"""
