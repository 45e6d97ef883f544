"""The paragraphs that a piece of HTML shows, as a feed carries them: an article's body and little else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What begins and ends a line of its own.
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul""".split()
)
# What is no text of the article: programs, pictures and their captions, forms.
_LEFT_OUT = frozenset(
    """audio button canvas figcaption form map nav noscript script select style svg math template textarea
    title video""".split()
)
# Marked by WordPress, FeedBurner and their like as standing around the article.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:feedflare|wp-caption-text|sharedaddy|jp-relatedposts|related-?posts?|addtoany\w*|mf-viral|"
    r"share_submission|yarpp\w*|social-?share)(?:$|[\s_-])",
    re.IGNORECASE,
)
# WordPress's own foot, in the languages that it is translated to most; blogs and plugins write it alike.
_FOOT = re.compile(
    r"(?:The post .{1,400} (?:appeared first on|first appeared on|was originally published on)\b.{0,200}"
    r"|This (?:post|article|entry|story) .{0,400}(?:appeared first on|was (?:originally|first) published"
    r" (?:on|at|by))\b.{0,200}"
    r"|L[’']article .{1,400} est apparu en premier sur .{0,200}"
    r"|Der Beitrag .{1,400} erschien zuerst auf .{0,200}"
    r"|La entrada .{1,400} (?:se publicó primero en|aparece primero en) .{0,200}"
    r"|(?:O post|O conteúdo) .{1,400} (?:apareceu primeiro em|aparece primeiro em) .{0,200}"
    r"|L[’']articolo .{1,400} (?:proviene da|sembra essere il primo su) .{0,200}"
    r"|Het bericht .{1,400} (?:verscheen eerst op|is verschenen op) .{0,200}"
    r"|(?:Сообщение|Запись) .{1,400} (?:появились? сначала на|впервые появилась на) .{0,200}"
    r"|Wpis .{1,400} pojawił się poniżej .{0,200}|Artykuł .{1,400} pochodzi z serwisu .{0,200})",
    re.IGNORECASE,
)
_LINES_OF_FOOT = 3
# Closed as in XML: to a browser, and to the parser, the rest of the article would stand inside.
_SELF_CLOSED = re.compile(r"<(audio|canvas|embed|iframe|object|script|svg|video)\b([^<>]*)/>", re.IGNORECASE)
_MARK = re.compile(r"<[a-z!/?]", re.IGNORECASE)


def of_html(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML, each on one line, without the foot that blogs put under them."""
    if not _MARK.search(markup):
        from html import unescape

        return of_text(unescape(markup))
    page = _parsed(markup)
    return _without_foot(_lines(page)) if page is not None else []


def of_text(text: str) -> list[str]:
    """The lines of a plain text that have words."""
    return _without_foot([line for line in map(_one_line, text.splitlines()) if line])


def _parsed(markup: str) -> HtmlElement | None:
    from lxml import etree, html  # late: only markup needs it

    # It stops where elements nest deeper than 255, so no depth of ours is ever without bound.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        return html.document_fromstring(
            _SELF_CLOSED.sub(r"<\1\2></\1>", markup).encode("utf-8", "replace"), parser=parser
        )
    except etree.ParserError:  # nothing in it
        return None


def _lines(page: HtmlElement) -> list[str]:
    """What is shown, a line for each block, in order."""
    lines: list[str] = []
    run: list[str] = []

    def end_line() -> None:
        if line := _one_line("".join(run)):
            lines.append(line)
        run.clear()

    # Both ends of each element in the order of the source, on a stack of our own.
    waiting: list[tuple[HtmlElement, str]] = [(page, "start")]
    while waiting:
        one, what = waiting.pop()
        block = one.tag in _BLOCKS
        if what == "start":
            if block or one.tag == "br":
                end_line()
            waiting.append((one, "end"))
            if not _is_left_out(one):
                run.append(one.text or "")
                waiting.extend((child, "start") for child in reversed(one))
            continue
        if block:
            end_line()
        run.append(one.tail or "")
    end_line()
    return lines


def _is_left_out(one: HtmlElement) -> bool:
    if one.tag in _LEFT_OUT:
        return True
    named = one.get("class")
    return bool(named) and _AROUND.search(named) is not None


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _without_foot(lines: list[str]) -> list[str]:
    """The lines without what a blog writes below every post."""
    for at in range(max(len(lines) - _LINES_OF_FOOT, 0), len(lines)):
        if _FOOT.fullmatch(lines[at]):
            return lines[:at] + [line for line in lines[at + 1 :] if not _FOOT.fullmatch(line)]
    return lines
