"""The forms of time expressions: one pattern for each, tried where a word stands that can open one.

``TIME`` finds any of them; the named group of a form tells which was found, and groups that begin with its name hold
its parts. `timereading` has a reader for each.
"""

from __future__ import annotations

import re

_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
_FEAST = r"(?<!\bGood )(?<!\bBlack )(?<!\bBloody )(?<!\bSuper )(?<!\bPalm )(?<!\bEaster )"  # the day is part of a name
_W = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?(?=,?\s+(?:\d|{_M})))"
_O = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first)"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_Y = r"(?:19|20)\d\d\b"
_OTHER_CALENDAR = r"(?:(?:2[45]\d\d|1[34]\d\d)\s*(?:AH|BE|B\.E\.|A\.H\.|H)?\s*\()?"  # "2560 (2017)"
_DASH = r"\s?[-–—]\s?"
_TO = r"(?:\s+(?:to|until|till|through|and)\s+(?:the\s+)?|" + _DASH + ")"
_N = r"(?i:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|a|an|a couple of|a few|several)"

FORMS = (
    # ISO and numeric
    ("iso", rf"(?P<iso_y>{_Y[:-2]})[-./](?P<iso_m>0[1-9]|1[0-2])[-./](?P<iso_d>0[1-9]|[12]\d|3[01])\b"),
    ("dmy", r"\b(?P<dmy_d>0?[1-9]|[12]\d|3[01])[./](?P<dmy_m>0?[1-9]|1[0-2])[./](?P<dmy_y>(?:19|20)\d\d)\b"),
    # ranges
    ("rdm", rf"(?P<rdm_d1>{_D}){_TO}(?P<rdm_d2>{_D})(?:\s+of)?,?\s+(?P<rdm_m>{_M})(?:,?\s+(?P<rdm_y>{_Y}))?"),
    ("rmd", rf"(?P<rmd_m>{_M})\s+(?P<rmd_d1>{_D}){_TO}(?P<rmd_d2>{_D})(?!\s*{_M})(?:,?\s+(?P<rmd_y>{_Y}))?"),
    ("rdmdm", rf"(?P<rdmdm_d1>{_D})\s+(?P<rdmdm_m1>{_M}){_TO}(?P<rdmdm_d2>{_D})\s+(?P<rdmdm_m2>{_M})(?:,?\s+(?P<rdmdm_y>{_Y}))?"),
    ("rmdmd", rf"(?P<rmdmd_m1>{_M})\s+(?P<rmdmd_d1>{_D}){_TO}(?P<rmdmd_m2>{_M})\s+(?P<rmdmd_d2>{_D})(?:,?\s+(?P<rmdmd_y>{_Y}))?"),
    ("rww", rf"(?P<rww_w1>{_W}){_TO}(?P<rww_w2>{_W})(?:\s+(?:of\s+)?(?P<rww_after>(?:last|this|next)\s+week))?"),
    ("rmm", rf"(?P<rmm_m1>{_M})(?:,?\s+(?P<rmm_y1>{_Y}))?(?P<rmm_to>{_TO})(?P<rmm_m2>{_M})(?!\s+\d{{1,2}}\b)(?:,?\s+(?:of\s+)?(?P<rmm_y2>{_Y}|last year|this year|next year))?"),
    ("ryy", rf"\b(?P<ryy_1>{_Y})(?:{_DASH}|\s+(?:to|until|and)\s+)(?P<ryy_2>(?:19|20)?\d\d)\b"),
    # days
    ("wdmy", rf"(?:(?P<wdmy_w>{_W}),?\s+(?:the\s+)?)?(?P<wdmy_d>{_D})(?:\s+day)?(?:\s+of)?\s+(?P<wdmy_m>{_M})(?:,?\s+(?:of\s+)?{_OTHER_CALENDAR}\(?(?P<wdmy_y>{_Y}|last year|this year|next year|(?:that|that same|the same) year))?"),
    ("wmdy", rf"(?:(?P<wmdy_w>{_W}),?\s+)?(?P<wmdy_m>{_M})\s+(?:the\s+)?(?P<wmdy_d>{_D})(?!\s*(?:people|troops|soldiers|million|billion|per\b|%))(?:,?\s+(?:of\s+)?\(?(?P<wmdy_y>{_Y}|last year|this year|next year|(?:that|that same|the same) year))?(?:\s*\((?P<wmdy_w2>{_W})\))?"),
    ("rthe", r"\b(?:between|from)\s+the\s+(?P<rthe_1>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\s+(?:and|to|until|till)\s+(?:the\s+)?(?P<rthe_2>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?!\s+(?:of\s+)?[A-Za-z]*(?:floor|hour|parallel|centur|session|round))"),
    ("word_d", rf"\bthe\s+(?P<word_d_d>{_O})(?:\s+of\s+(?:(?P<word_d_m>{_M})(?:,?\s+(?P<word_d_y>{_Y}|last year|this year))?|(?P<word_d_of>the|this|that|last|next|the\s+same)\s+month\b)|(?=\s*(?:[,.;)]|(?:that|and|when|after|with|in|at|to|he|she|they|it|by)\b)))"),
    ("feast", rf"\b(?P<feast_n>New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve)|Boxing Day|(?<=\bat )Christmas(?!\s+[A-Z]))(?:,?\s+(?P<feast_y>{_Y}|last year|this year))?"),
    ("the_d", r"\bthe\s+(?P<the_d_d>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b(?:\s+of\s+(?P<the_d_of>the|this|that|last|next|the\s+same)\s+month\b|(?!\s+of\b|\s+(?:(?:and|or|to)\s+)?(?:final\s+)?(?:\w+\s+)?(?:floor|anniversary|days?|birthday|edition|meeting|session|round|congress|summit|parallel|centur|hour|attempt|visit|year|week|month|time)))"),
    # parts of months and years
    ("half", rf"(?:the\s+)?(?P<half_n>first|second)\s+half\s+of\s+(?:(?P<half_y>{_Y}|(?:last|this|next|the)\s+year)|(?P<half_m>{_M})(?:,?\s+(?P<half_my>{_Y}))?)"),
    ("weekof", rf"(?:the\s+)?(?P<weekof_n>first|second|third|fourth|last|final)\s+(?P<weekof_unit>week|days|ten days|weekend)\s+(?:of|in)\s+(?P<weekof_m>{_M})(?:,?\s+(?P<weekof_y>{_Y}|last year|this year|next year))?"),
    ("early", rf"(?P<early_how>(?i:early)|(?i:mid)|(?i:late)|the middle of|the beginning of|the start of|the end of|the first half of|the second half of|end of|beginning of|the close of)[-\s]+(?:in\s+)?(?:(?P<early_m>{_M})(?:,?\s+(?P<early_my>{_Y}))?|(?P<early_y>{_Y}))"),
    ("endrel", r"(?P<endrel_how>(?i:early)|(?i:late)|(?i:later)|the end of|the middle of|the beginning of|the start of|(?i:earlier)|the close of|end of)\s+(?P<endrel_which>this|last|next|the same|the|that)\s+(?P<endrel_unit>week|month|year|decade|summer|spring|autumn|winter)\b"),
    ("isout", r"\b(?:before|until)\s+the\s+(?P<isout_unit>week|month|year)\s+(?:is|was|were)\s+(?:out|over|through)\b"),
    ("partway", r"(?P<partway_how>(?i:early)|(?i:late)|(?i:later)|(?i:earlier))\s+in\s+the\s+(?P<partway_unit>day|week|month|year)\b(?!\s+(?:of|to)\b)"),
    ("quarter", rf"(?:the\s+)?(?P<quarter_n>first|second|third|fourth|last)\s+quarter(?:\s+of\s+(?P<quarter_y>{_Y}|this year|next year|last year|the year))?|\b(?P<quarter_q>Q[1-4])\s+(?P<quarter_y2>{_Y})"),
    ("season", rf"(?P<season_rel>(?i:last)|(?i:this)|(?i:next)|the|the same)?\s*\b(?P<season_s>spring|summer|autumn|winter|fall)(?:\s+(?:of\s+)?(?P<season_y>{_Y}|last year|this year|next year))(?!\s+(?:games|olympic))|(?P<season_rel2>(?i:last|this|next|(?:in|during|over)\s+the|that(?:\s+same)?|the\s+same))\s+(?P<season_s2>spring|summer|autumn|winter)\b(?!\s+of\b|-)|(?P<season_rel3>(?i:last|this|next))\s+(?P<season_s3>fall)\b"),
    ("my", rf"(?:(?P<my_rel>(?i:last)|(?i:this)|(?i:next)|the following)\s+)?(?P<my_m>{_M})(?:,?\s+(?:of\s+)?(?P<my_y>{_Y}|last year|this year|next year|the same year|that year|that same year))"),
    ("mrel", rf"(?P<mrel_rel>(?i:last)|(?i:this)|(?i:next)|this past|(?i:that same)|(?i:the same)|(?i:that)|(?i:in)|(?i:since)|(?i:until)|(?i:during)|(?i:by)|(?i:from)|of|(?i:before)|(?i:after)|around|(?i:as (?:late|early|recently) as)|(?i:back in)|(?<=\b[Ii]t\s)was)\s+(?P<mrel_m>{_M})(?!\.?,?\s+\d|,?\s+(?:of\s+)?(?:last|this|next|that|that\s+same|the\s+same)\s+year\b|\s+of\s+(?:that|the\s+same|last|this|next)\b|(?:\s+(?:to|until|till|through)\s+|{_DASH}){_M})\b"),
    ("fy", r"(?:fiscal|financial)(?:\s+year)?\s+(?P<fy_y>(?:19|20)\d\d)(?:[-–/](?P<fy_y2>\d\d(?:\d\d)?))?|\bFY\s?(?P<fy_y3>(?:19|20)?\d\d)\b"),
    ("decade", r"\b(?:the\s+)?(?P<decade_how>early|mid|late)?[-\s]*(?P<decade_y>(?:19|20)\d0)s\b"),
    ("year", rf"(?P<year_prep>(?i:in)|(?i:since)|(?i:by)|(?i:until)|(?i:from)|(?i:during)|of|(?i:for)|(?i:before)|(?i:after)|through|(?i:as of)|around|(?i:back in)|(?i:early in)|(?i:late in)|(?i:as far back as)|(?i:as early as)|(?i:between)|and)\s+(?:the\s+year\s+|fiscal\s+|about\s+|around\s+)?(?P<year_y>{_Y})(?!\s*(?:troops|soldiers|people|men|tonnes|tons|km|million|billion|hectares|kilomet|rounds))"),
    ("year_p", rf"\((?P<year_p_y>{_Y})\)"),
    # weekdays and relative words
    ("week", rf"(?:(?P<week_rel>(?i:on)\s+(?:the|that|the same|that same)|the same|that same|that|(?i:last)|(?i:next)|this|this coming|this past|the following|the previous|(?i:on)|late|early)\s+)?{_FEAST}(?P<week_w>{_W})(?!,?\s+(?:the\s+)?(?:{_D}(?:\s+of)?\s+{_M}|{_M}\s+{_D}))(?:\s+(?:of\s+)?(?P<week_after>last week|next week|this week)|\s+(?P<week_tail>week|last))?(?:\s+(?:morning|afternoon|evening|night))?"),
    ("ago", rf"(?:(?:more than|over|almost|nearly|about|some|around|just|barely|only|less than)\s+)?(?P<ago_n>{_N})\s+(?P<ago_unit>day|week|month|year|decade|fortnight|hour)s?\s+(?P<ago_dir>ago(?:\s+(?:today|this month|this week))?|earlier|previously|later|afterwards|hence|from now|(?:before|after)(?=\s*(?:[,.;:)—–]|$)))\b"),
    ("daypart", r"\b(?:(?P<daypart_in>(?i:in))\s+the\s+(?:late\s+|early\s+)?(?:morning|forenoon|afternoon|evening)\b(?!\s+(?:of|sun|light|air|papers?|news)\b)|(?P<daypart_next>(?i:next))\s+(?:morning|afternoon|evening|night)\b)"),
    ("atweekend", r"\b(?:at|over|during)\s+the\s+(?P<atweekend_unit>weekend)\b(?!\s+(?:of|in|after|before)\b)"),
    ("daybefore", r"\b(?i:the)\s+(?P<daybefore_unit>day|week|month|year|night|evening)\s+(?P<daybefore_dir>before|after|earlier|later)(?=\s*(?:[,.;:)—–]|$|and\b|had\b|was\b|saw\b))"),
    ("in_n", rf"\b(?P<in_n_prep>within|in)\s+(?P<in_n_n>{_N})\s+(?P<in_n_unit>day|week|month|year)s(?:'|’)?(?:\s+time)?\b"),
    ("relative", r"\b(?:(?P<relative_word>(?i:yesterday)|(?i:today)|(?i:tonight)|(?i:tomorrow)|the day before yesterday|the day after tomorrow)(?:\s+(?:morning|afternoon|evening|night))?|(?P<relative_part>(?i:earlier)|(?i:later)|(?i:late)|(?i:early)|sometime)?\s*(?P<relative_which>(?i:last)|(?i:this)|(?i:next)|(?i:the same)|(?i:that same)|(?i:that very)|(?i:that)|(?i:the previous)|(?i:the following)|(?i:the next)|the coming|the past|this coming|the current|the preceding)\s+(?P<relative_unit>day|week|weekend|month|year|morning|forenoon|afternoon|evening|night))\b(?!['’]s\s+(?:end|close))"),
    ("coming", rf"\b(?:in|over|during|within|for)\s+the\s+(?P<coming_which>coming|next|past|last)\s+(?:(?P<coming_n>{_N})\s+)?(?P<coming_unit>days|weeks|months|years|year|month|week)\b(?!\s+(?:of|in)\s+{_M})"),
    ("yeartail", rf"(?<=[\w)],\s)(?P<yeartail_y>{_Y})(?=[\s,.;)])"),
)  # fmt: skip
_ANYWHERE = ("year_p", "yeartail")  # forms that do not begin with a word


def _alternatives(wanted: bool) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in FORMS if (name in _ANYWHERE) == wanted)


# The forms are tried only where a word begins that can open one of them.
_OPENERS = (
    r"\d|New Year|Christmas|Boxing|[JFMASOND][aepuco]|[JFMASOND][AEPUCO]|[MTWFS][aoruhe]|Q[1-4]|FY|(?i:(?:early|mid|late|later|earlier|last|this|next|the"
    r"|in|since|until|during|by|from|before|after|on|at|over|that|as|was|back|between|for|end|beginning|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|fifteen|twenty|thirty|several|yesterday|today|tonight|tomorrow)\b)|(?:first|second|third|fourth|spring|summer|autumn"
    r"|winter|fall|that|of|around|fiscal|financial|through|and|more|over|almost|nearly|about|some|just"
    r"|barely|only|less|within|sometime)\b"
)
TIME = re.compile(rf"\b(?={_OPENERS})(?:{_alternatives(False)})|{_alternatives(True)}")
HINT = re.compile(
    r"\d|days?\b|week|month|year|morning|noon|evening|night|(?i:yesterday|today|tomorrow|tonight)|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|New Year|Christmas|Boxing|\bthe \w+(?:th|st|nd|rd)\b|\bthe second\b|spring|summer|autumn|winter|fall\b|quarter|decade|ago|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
)
# What follows a day of the month where no "on" stands before it to show that it is one: "until the 24th and".
BEHIND_DAY = re.compile(
    r"\s*(?:[,.;)]|and\b|to\b|(?:the|a|an|this|his|her|its|their|both|two|he|she|they|it|President|Mr|Mrs|Ms|Prime|General|at|in|for|with|by|after|when|as|that|but|or|until|from|on|under|during|before|because|while)\b|$)"
)
BEFORE = re.compile(
    r"(?:\b(?P<prep>on|in|at|by|since|until|till|before|after|during|from|between|over|for|around|about|as of|back in|through|throughout|up to|to|starting|beginning|effective|dated|of|within|ahead of|prior to)\s+)"
    r"(?:(?:about|around|approximately|roughly|circa|or around|or about)\s+)?$",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen)[-\s]"
    r"(?P<unit>day|week|month|year)(?:-long)?\b|\bfor\s+(?P<n2>"
    + _N
    + r")\s+(?P<unit2>day|week|month|year)s\b",
    re.IGNORECASE,
)
