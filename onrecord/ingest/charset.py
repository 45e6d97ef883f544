"""Bytes to text: byte order marks, UTF-8, then what the letters themselves suggest.

Nothing is refused here. Bytes that stand for no character become U+FFFD, so that a reader sees where they
were. Told by what is declared alone: ISO-2022, HZ and UTF-7, which look like ASCII.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
# The detector's names for the charsets of browsers (WHATWG, Encoding), with the codecs that hold all that
# goes under them. What else it knows (IBM865, MacCentralEurope, VISCII) no news comes in, but English with
# curly marks looks like it: of 600 articles in cp1252 it took 78 for one of those, 264 where they were cut
# to 300 characters; with this table 3 and 1.
_AS_NAMED = """BIG5 EUC-JP GB18030 IBM866 KOI8-R KOI8-U MACCYRILLIC
    ISO-8859-2 ISO-8859-4 ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-13 ISO-8859-15
    WINDOWS-1250 WINDOWS-1251 WINDOWS-1253 WINDOWS-1254 WINDOWS-1255 WINDOWS-1256 WINDOWS-1257 WINDOWS-1258"""
_CODECS = {name: name.lower() for name in _AS_NAMED.split()} | {
    "EUC-KR": "cp949",
    "GB2312": "gb18030",
    "ISO-8859-9": "cp1254",
    "SHIFT_JIS": "cp932",
    "TIS-620": "cp874",
    "UHC": "cp949",
}
# What pages call them besides.
_DECLARED = _CODECS | {
    "ASCII": _WESTERN,
    "BIG5-HKSCS": "big5hkscs",
    "CP1251": "cp1251",
    "CP1252": _WESTERN,
    "EUC_KR": "cp949",
    "GBK": "gb18030",
    "ISO-8859-1": _WESTERN,
    "KS_C_5601-1987": "cp949",
    "ISO-8859-3": "iso-8859-3",
    "ISO-8859-10": "iso-8859-10",
    "ISO-8859-14": "iso-8859-14",
    "ISO-8859-16": "iso-8859-16",
    "LATIN1": _WESTERN,
    "MACINTOSH": "mac_roman",
    "SHIFT-JIS": "cp932",
    "US-ASCII": _WESTERN,
    "WINDOWS-1252": _WESTERN,
    "WINDOWS-31J": "cp932",
    "WINDOWS-949": "cp949",
    "X-SJIS": "cp932",
}
# Those that write all in ASCII; nothing but their name tells them from it.
_SEVEN_BIT = {
    "HZ-GB-2312": "hz",
    "ISO-2022-JP": "iso2022_jp_ext",
    "ISO-2022-KR": "iso2022_kr",
    "UTF-7": "utf-7",
}
_DECLARED |= _SEVEN_BIT
# Less than this share of bytes outside ASCII is English with marks and foreign names, whatever the detector
# makes of them: so none of the 600 was wrong. German has .02 to .04; at .05 Czech articles were lost.
_ENGLISH = 0.02
_ASCII = bytes(range(128))
_NOT_ASCII = bytes(range(128, 256))
_SAMPLE = 1 << 20  # bytes; the detector reads 15 MB/s and is sure within a page

# What neither UTF-8 nor SQLite takes.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text, its line ends and byte order mark kept; U+FFFD for NUL and what cannot be read.

    ``declared`` is the charset that the data itself names. Marks and whole UTF-8 are believed before
    it, it before what the letters suggest, and only where all of the data can be read so.
    """
    return storable(data.decode(charset(data, declared), "replace"))


def recoded(data: bytes, declared: str) -> bytes:
    """In UTF-8 what can be read as ``declared``, else the data as it is. Characters stay the same."""
    codec = charset(data, declared)
    return data.decode(codec).encode() if codec == _DECLARED.get(declared.upper()) else data


def storable(text: str) -> str:
    """The text with U+FFFD for each NUL and lone surrogate: as long as before."""
    return text if "\0" not in text and _is_whole(text) else _UNSTORABLE.sub("\ufffd", text)


def _is_whole(text: str) -> bool:
    """Whether there is no lone surrogate in it; looking for one would take ten times as long."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def charset(data: bytes, declared: str | None = None) -> str:
    """The name of a codec that Python has."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if (
        declared
        and declared.upper() in _SEVEN_BIT
        and data.isascii()
        and (seven := _as_declared(data, declared))
    ):
        return seven
    return (
        (_unmarked_wide(data[:_SAMPLE]) if 0 in data[:_SAMPLE] else None)
        or _utf8(data)
        or (_as_declared(data, declared) if declared else None)
        or _eight_bit(data)
    )


def _unmarked_wide(data: bytes) -> str | None:
    return _unmarked_utf32(data) or _unmarked_utf16(data)


def _unmarked_utf32(data: bytes) -> str | None:
    """UTF-32 without a mark: two bytes of every four, on one side, are NUL in all that news is written in."""
    quarters = len(data) // 4
    nuls = [data[at : 4 * quarters : 4].count(0) for at in range(4)]
    if quarters and nuls[2] == nuls[3] == quarters and nuls[0] == 0:
        return "utf-32-le"
    if quarters and nuls[0] == nuls[1] == quarters and nuls[3] == 0:
        return "utf-32-be"
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the NULs that Latin letters have on one side and never on the other."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    enough = len(data) // 4  # half of the letters at least: no text of another kind has as many NULs
    if odd > enough and not even:
        return "utf-16-le"
    if even > enough and not odd:
        return "utf-16-be"
    return None


def _utf8(data: bytes) -> str | None:
    """UTF-8, also where some of it is broken: characters of several bytes hardly come about by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = len(text) - len(data.translate(None, _NOT_ASCII)) - broken
    return "utf-8" if whole >= broken else None


def _as_declared(data: bytes, declared: str) -> str | None:
    codec = _DECLARED.get(declared.upper())
    if codec is None:
        return None
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return None
    return codec


def _eight_bit(data: bytes) -> str:
    foreign = data.translate(None, _ASCII)
    if len(foreign) < _ENGLISH * len(data):
        return _WESTERN
    line = data.rfind(b"\n", 0, data.index(foreign[0])) + 1  # the first that has something to tell
    return _detected(data[line : line + _SAMPLE])


def _detected(sample: bytes) -> str:
    import cchardet  # late: most news is UTF-8 and never comes here

    name = cchardet.detect(sample)["encoding"] or ""
    return _CODECS.get(name.upper(), _WESTERN)
