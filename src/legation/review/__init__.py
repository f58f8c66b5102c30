"""The desk: a web app to read a record, judge it, correct it, and see what is in it.

    request → guard (host, session, token) → a page's function → template → response

`web.make_app` joins it; `pages/` holds the functions, one file per subject; everything that the browser is given
comes from this package or an installed one. `legation serve` starts it.
"""
