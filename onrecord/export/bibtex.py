"""The articles of statements as BibTeX: one entry an article, its id the key to cite it by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.export.json_ld import address
from onrecord.record import Article, Entry

# What TeX would obey. The braces are written by name: BibTeX counts those behind a backslash, too.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "$&%#_"},
    }
)
# An address is taken as it is, but for what is no part of one: that is written by number.
_NO_ADDRESS = re.compile(r"[^\w!$&'()*+,./:;=?@\[\]~#%-]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Each article once, where the first of its statements comes."""
    told = set[str]()
    for entry in entries:
        if entry.article.id not in told:
            told.add(entry.article.id)
            yield article(entry.article).encode()


def article(one: Article) -> str:
    """An article as an entry: of a paper where the outlet is known."""
    author = one.author.removeprefix("By ") if one.author is not None else None
    url, day = address(one.url), one.published.value[:10] if one.published is not None else None
    fields = {
        # A second pair of braces: the names in it are not told apart, for nobody knows how.
        "author": f"{{{_tex(author)}}}" if author is not None else None,
        "title": f"{{{_tex(_title(one))}}}",
        "journal": _tex(one.outlet) if one.outlet is not None else None,
        "year": day[:4] if day is not None else None,
        "date": day,
        "url": _NO_ADDRESS.sub(lambda mark: "".join(f"%{byte:02X}" for byte in mark[0].encode()), url)
        if url is not None
        else None,
    }
    told = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "article" if one.outlet is not None else "misc"
    return f"@{kind}{{{one.id},\n" + ",\n".join(told) + "\n}\n\n"


def _title(one: Article) -> str:
    """The title; of an article without one its first words."""
    if one.title is not None:
        return one.title.of(one.text)
    words = one.text[:200].split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _tex(words: str) -> str:
    """The words on one line, with nothing in them that TeX would obey.

    >>> _tex("5 % of {all}")
    '5 \\\\% of \\\\textbraceleft{}all\\\\textbraceright{}'
    """
    return _BLANK.sub(" ", words).strip().translate(_TEX)
