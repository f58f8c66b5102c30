"""Document: a page's bytes to clean text and the stories in it. Pure: no clock, no network.

    Capture ── source ─▶ text ── blocks ─▶ labels ── stories ─▶ segments ── parts, published, outlets ─▶ Story

`source` decodes (HTML by trafilatura, PDF by pdfium, e-mails and office documents by their libraries), `language` lets through what can be read, `blocks` finds paragraphs,
`labels` says what each is by itself, `stories` cuts the page, `parts` names what each block is to its story.
"""

from legation.document.reading import read

__all__ = ["read"]
