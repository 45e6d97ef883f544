"""Numbers as English writes them: in figures, in words, in both, and parts of a whole."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHARE = "share"
_MOST = 40  # words of one number; what is longer is nobody's
_MOST_DIGITS = 24
_GREATEST = 1e30  # what is more is nobody's figure
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,2}(?:,\d\d){1,6},\d{3}(?!\d)|\d{1,3}(?:[\u202f\u2009\xa0]\d{3}){1,6}(?!\d)"
    r"|\d{1,3}(?: \d{3}){2,6}(?![\d,.]\d)|\d{1,3}(?:\.\d{3}){1,6}(?=,\d)|\d+)"
    r"(?:[.]\d+|,\d{1,2}(?!\d|,\d))?|\.\d+"
)
_POWER = r"(?:[eE][+-]?\d{1,2}(?![\w.])|[ ]?[x×·][ ]?10\^?[-−–]?\d{1,2}(?!\w)|\^-{0,2}\d{1,2}(?!\w))?"


class Numeral(NamedTuple):
    """A number as written: where it stands and what it comes to.

    ``factor`` is what its last word or letter multiplies by ("million": 1e6), 1 where none does. ``shape`` is
    "figures", "words" (no figure in it), "share" (a part of a whole) or "vague" ("thousands": one to ten).
    ``suffix`` is the letter written behind figures ("m" may be a metre too), ``base`` the value without it.
    """

    start: int
    end: int
    value: float
    factor: float = 1
    shape: str = "figures"
    suffix: str = ""
    base: float = 0


class _Token(NamedTuple):
    kind: str
    value: float
    start: int
    end: int
    text: str


@cache
def _kinds() -> Mapping[str, tuple[str, float]]:
    """What a word of a number is, and how much."""
    words = number_words()
    tables = {
        "small": words.small,
        "ten": words.tens,
        "hundred": words.hundreds,
        "scale": {**words.scales, **words.dozens},
        "part": words.parts,
        "minus": dict.fromkeys(words.minus, -1.0),
    }
    kinds = {word: (kind, value) for kind, table in tables.items() for word, value in table.items()}
    return kinds | {
        "half": ("half", 0.5),
        "halves": ("part", 2.0),
        "quarter": ("quarter", 4.0),
        "quarters": ("quarter", 4.0),
        "and": ("and", 0.0),
        "&": ("and", 0.0),
        "a": ("a", 1.0),
        "an": ("a", 1.0),
        "point": ("point", 0.0),
    }


@cache
def _token() -> re.Pattern[str]:
    """The next token of a number, with the blanks or the hyphen before it."""
    suffixes = "|".join(sorted(number_words().suffixes, key=len, reverse=True))
    return re.compile(
        rf"[ \xa0]{{0,3}}(?:-[ \xa0]{{0,2}})?(?:(?P<digits>(?:{_DIGITS}){_POWER})"
        rf"(?:[ \xa0]?(?P<glyph>[¼-¾⅐-⅞])|[ \xa0]{{1,2}}(?P<over>\d{{1,2}}[/⁄]\d{{1,3}})(?![\d/])"
        rf"|[/⁄](?P<under>\d{{1,3}})(?![\w/.]\d|\d|/)"
        rf"|(?:[ \xa0]{{1,2}}(?=[kKM]\b|bn\b|mn\b))?(?P<suffix>{suffixes})(?![\w²³/^]))?"
        rf"|(?P<alone>[¼-¾⅐-⅞])|(?P<word>[A-Za-z]{{1,16}}(?![A-Za-z])|&))"
    )


@cache
def _starts() -> re.Pattern[str]:
    """Where a number may begin: a figure, or what stands before a word that numbers begin with.

    One set of characters leads, so that the search runs over all others at once.
    """
    kinds = {"small", "ten", "hundred", "scale", "minus", "half", "quarter", "part"}
    vague = number_words().vague
    words = sorted({word for word, (kind, _) in _kinds().items() if kind in kinds} | set(vague))
    both = _trie([*words, *(word.capitalize() for word in words)])
    return re.compile(rf"[\d¼-¾⅐-⅞{_BREAKS}](?:(?<=[\d¼-¾⅐-⅞])|{both}(?![^\W_]))")


_BREAKS = r" \xa0\n\t(\[“”\"'‘’—–/,-"


def _trie(words: Sequence[str]) -> str:
    """The words as one expression that reads no letter twice."""
    if words == [""]:
        return ""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    inner = "|".join(re.escape(letter) + _trie(rest) for letter, rest in sorted(by_letter.items()))
    return f"(?:{inner})" + ("?" if "" in words else "")


def numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """The numbers between two positions, in order and apart from each other."""
    at = max(0, start - 1)
    find = _starts().search
    if start == 0 < end and (found := _numeral(text, 0, start, end)) is not None:  # nothing stands before it
        found = _ratio(text, found, end) or found
        yield found
        at = found.end
    while match := find(text, at, end):
        begin = match.start() if match.end() - match.start() == 1 else match.start() + 1
        found = _numeral(text, begin, start, end) if begin >= start else None
        if found is not None:
            found = _ratio(text, found, end) or found
            yield found
            at = found.end
        elif text[begin].isdigit():
            at = _past_digits(text, begin, end)
        else:
            at = match.end()


# Between the two numbers of a ratio; "over" only where nothing is counted behind it.
_OF = re.compile(r"[ \xa0](out[ \xa0]of(?:[ \xa0]every)?|in(?:[ \xa0]every)?|over)[ \xa0]")


def _ratio(text: str, above: Numeral, end: int) -> Numeral | None:
    """One number of another: "22 out of 30", "one in four"."""
    joined = _OF.match(text, above.end, end)
    if joined is None or joined.end() == end or above.shape not in ("figures", "words"):
        return None
    under = _numeral(text, joined.end(), joined.end(), end)
    if under is None or under.start != joined.end() or under.shape not in ("figures", "words"):
        return None
    if joined[1] == "over":
        is_ratio = under.value != 0 and _COUNTED.match(text, under.end, end) is None
    else:
        is_ratio = 0 < above.value < under.value and under.value == int(under.value)
        is_ratio = is_ratio and (
            joined[1] != "in" or (under.value <= 1e6 and _TIME.match(text, under.end) is None)
        )
    if not is_ratio or (joined[1] == "in" and 1900 <= under.value < 2100 and under.shape == "figures"):
        return None
    return Numeral(above.start, under.end, above.value / under.value, 1, SHARE, "", above.value)


_COUNTED = re.compile(r"[ \xa0-]\w")
_TIME = re.compile(r"[ \xa0-](?:year|month|week|day|hour|minute|second|game|match|election|attempt|season)")


_RUN = re.compile(r"\d+")


def _past_digits(text: str, at: int, end: int) -> int:
    """Behind a run of digits that is no number."""
    run = _RUN.match(text, at, end)
    return run.end() if run is not None else at + 1


def _numeral(text: str, at: int, start: int, end: int) -> Numeral | None:
    at = _begin(text, at, start)
    tokens = _tokens(text, at, end)
    if not tokens:
        return _vague(text, at, end)
    if len(tokens) == 1 and tokens[0].kind in ("digits", "small", "ten"):
        return _single(tokens[0])
    reading = _Reader(tokens)
    found = reading.number()
    if found is None:
        return _vague(text, at, end)
    value, used = found
    if abs(value) > _GREATEST:
        return None
    last = tokens[used - 1]
    is_figures = any(token.kind == "digits" for token in tokens[:used])
    shape = SHARE if reading.is_share else "figures" if is_figures else "words"
    suffix, base = _suffix(tokens[:used], value)
    factor = reading.factor if not suffix else number_words().suffixes[suffix]
    return Numeral(tokens[0].start, last.end, value, factor, shape, suffix, base)


def _single(token: _Token) -> Numeral | None:
    """A number of one word, or of figures alone: most are."""
    suffix, base = _suffix([token], token.value)
    factor = number_words().suffixes[suffix] if suffix else 1.0
    shape = "figures" if token.kind == "digits" else "words"
    found = Numeral(token.start, token.end, token.value, factor, shape, suffix, base)
    return found if abs(token.value) <= _GREATEST else None


def _begin(text: str, at: int, start: int) -> int:
    """Where the number begins whose first figure or word is here: behind a stop, a sign or an "a"."""
    if text[at].isdigit() and at > start and text[at - 1] == "." and not text[max(0, at - 2)].isalnum():
        at -= 1
    before = text[max(start, at - 3) : at]
    if before.endswith(("-", "−")) and not before[:-1][-1:].isalnum() and text[at] in ".0123456789":
        return at - 1
    if before.endswith("- ") and before[:-2][-1:] in ("", " ", "\n") and text[at].isdigit():
        return at - 2 if at - 2 == start else at
    if before[-2:].casefold() == "a " and not before[:-2].isalnum() and _AFTER_A.match(text, at):
        return at - 2
    return at


_AFTER_A = re.compile(
    r"hundred|thousand|[mbtq][a-z]{1,4}llion|dozen|half|quarter|lakh|crore|third|[a-z]{3,9}th(?![a-z])",
    re.IGNORECASE,
)


def _tokens(text: str, at: int, end: int) -> list[_Token]:
    """The tokens of a number from here on, as far as they go on without a break."""
    found: list[_Token] = []
    sign = 1.0
    if text[at] in "-−":
        sign, at = -1.0, at + 1
    first = at
    while len(found) < _MOST and (match := _token().match(text, at, end)):
        token = _read(match, sign)
        if token is None or (not found and match.end() == at):
            break
        if not found and sign < 0:
            token = token._replace(start=first - 1)
        found.append(token)
        at, sign = match.end(), 1.0
    return found


def _read(match: re.Match[str], sign: float) -> _Token | None:
    word = match["word"]
    if word is not None:
        known = _kinds().get(word.casefold())
        return None if known is None else _Token(*known, match.start("word"), match.end(), word)
    glyph = match["alone"]
    if glyph is not None:
        value = sign * unicodedata.numeric(glyph)
        return _Token(SHARE, value, match.start("alone"), match.end(), glyph)
    whole = _value(match["digits"])
    if whole is None:
        return None
    kind = SHARE if match["under"] else "digits"
    value = sign * _completed(whole, match)
    return _Token(kind, value, match.start("digits"), match.end(), match.group().strip())


def _completed(whole: float, match: re.Match[str]) -> float:
    """The figures with what is written behind them: "2½", "2 1/2", "1/2", "2k"."""
    if match["glyph"]:
        return whole + unicodedata.numeric(match["glyph"])
    if match["over"]:
        above, under = re.split("[/⁄]", match["over"])
        return whole + _divided(int(above), int(under))
    if match["under"]:
        return _divided(whole, int(match["under"]))
    return whole * number_words().suffixes[match["suffix"]] if match["suffix"] else whole


def _divided(above: float, under: int) -> float:
    return above / under if under else math.inf


def _value(figures: str) -> float | None:
    """What figures come to: blanks and commas part them by thousands, a stop begins the decimals."""
    if len(figures) > _MOST_DIGITS:
        return None
    if figures.isdecimal():
        return float(figures)
    power = re.search(r"[ ]?[x×·][ ]?10\^?([-−–]?\d+)$|\^(-{0,2})(\d+)$", figures)
    whole = figures[: power.start()] if power else figures
    if re.search(r"\.\d{3},\d", whole):
        whole = whole.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", whole):
        whole = whole.replace(",", ".")
    value = float(re.sub(r"[,\s]", "", whole))
    if power is None:
        return value
    if power[1]:
        return value * 10.0 ** int(power[1].translate({0x2212: "-", 0x2013: "-"}))
    exponent = -int(power[3]) if power[2] == "-" else int(power[3])
    return value**exponent if value or exponent > 0 else None


def _suffix(tokens: Sequence[_Token], value: float) -> tuple[str, float]:
    """The letter behind figures that multiplies them, and what the figures say without it."""
    match = _token().match(tokens[-1].text) if len(tokens) == 1 and tokens[0].kind == "digits" else None
    if match is None or not match["suffix"]:
        return "", value
    return match["suffix"], tokens[0].value / number_words().suffixes[match["suffix"]]


def _vague(text: str, at: int, end: int) -> Numeral | None:
    """Numbers nobody counted ("tens of thousands"): the least that they may be."""
    match = _vagueness().match(text, at, end)
    if match is None:
        return None
    value = math.prod(number_words().vague[word.casefold()] for word in match.groups() if word)
    return Numeral(match.start(1), match.end(), value, value, "vague", "", value)


@cache
def _vagueness() -> re.Pattern[str]:
    words = "|".join(number_words().vague)
    return re.compile(rf"(?:a )?({words})(?: of ({words}))?(?![^\W_])", re.IGNORECASE)


class _Reader:
    """Reads tokens from the first on; ``factor`` and ``is_share`` tell of the number read last."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self.factor = 1.0
        self.is_share = False

    def number(self) -> tuple[float, int] | None:
        """The value of the longest number that the tokens begin with, and how many they are."""
        at, sign = (1, -1.0) if self._kind(0) == "minus" else (0, 1.0)
        found = self._share(at) or self._cardinal(at, math.inf)
        if found is None:
            return None
        value, used = found
        if not self.is_share:
            value, used = self._and_part(value, used)
        if self._kind(used) == "point" and used > at:
            value, used = self._decimals(value, used)
        return sign * value, used

    def _kind(self, at: int) -> str:
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def _cardinal(self, at: int, below: float) -> tuple[float, int] | None:
        """Groups and their scales, each less than the one before: "two million three thousand and five"."""
        total, used, last = 0.0, at, below
        while True:
            group = self._group(used if self._kind(used) != "and" or used == at else used + 1, at)
            if group is None:
                break
            value, after = group
            if (
                used > at
                and self._kind(used) == "digits"
                and self._kind(after) != "scale"
                and after == used + 1
            ):
                break
            if used > at and self._kind(used) == "and" and self._is_part(value, after):
                break
            factor = 1.0
            while self._kind(after) == "scale":
                factor *= self._tokens[after].value
                after += 1
            if value * factor >= last:
                break
            total, used = total + value * factor, after
            if factor == 1.0:
                break
            self.factor, last = factor, factor
        return (total, used) if used > at else None

    def _group(self, at: int, first: int) -> tuple[float, int] | None:
        """Less than a thousand in words, or figures; a scale alone counts once ("hundred thousand")."""
        kind = self._kind(at)
        if kind == "digits":
            value, after = self._tokens[at].value, at + 1
        elif kind == "a" and self._kind(at + 1) in ("hundred", "scale"):
            value, after = 1.0, at + 1
        elif kind in ("small", "ten"):
            value, after = self._tens(at)
        elif kind == "hundred" or (kind == "scale" and at == first and self._is_bare(at)):
            value, after = 1.0, at
        else:
            return None
        if self._kind(after) == "hundred":
            value, after = value * 100, after + 1
            rest = after + 1 if self._kind(after) == "and" else after
            if self._kind(rest) in ("small", "ten"):
                more, end = self._tens(rest)
                if rest == after or not self._begins_another(more, end):
                    value, after = value + more, end
            elif self._kind(rest) == "digits" and rest > after and self._is_rest(rest):
                value, after = value + self._tokens[rest].value, rest + 1
        return value, after

    def _begins_another(self, value: float, after: int) -> bool:
        """Whether what "and" adds is a number of its own: "3 hundred and 2 hundred", "six and two thirds"."""
        is_dozen = self._kind(after) == "scale" and self._tokens[after].value < 1000
        return self._kind(after) == "hundred" or is_dozen or self._is_part(value, after)

    def _is_part(self, value: float, after: int) -> bool:
        return self._kind(after) in ("part", "quarter") and value < self._tokens[after].value

    def _is_rest(self, at: int) -> bool:
        return 0 < self._tokens[at].value < 100 and self._kind(at + 1) not in ("hundred", "scale")

    def _is_bare(self, at: int) -> bool:
        return self._tokens[at].text.casefold() in ("thousand", "million", "billion", "trillion", "dozen")

    def _tens(self, at: int) -> tuple[float, int]:
        token = self._tokens[at]
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if token.kind == "ten" and after is not None and after.kind == "small" and 0 < after.value < 10:
            return token.value + after.value, at + 2
        return token.value, at + 1

    def _share(self, at: int) -> tuple[float, int] | None:
        """A part of a whole that the tokens begin with: "half", "two thirds", "1/4", "quarter million"."""
        kind = self._kind(at)
        first = at + 1 if kind == "a" or (kind == "small" and self._tokens[at].value == 1) else at
        if kind == SHARE:
            return self._scaled(self._tokens[at].value, at + 1)
        if self._kind(first) == "half":
            return self._scaled(0.5, first + 1)
        if self._kind(first) == "quarter" and (first > at or self._kind(first + 1) == "scale"):
            return self._scaled(0.25, first + 1)
        is_one = kind == "a" and self._kind(at + 1) not in ("hundred", "scale")
        above = (1.0, at + 1) if is_one else self._cardinal(at, math.inf)
        if above is None:
            return None
        value, after = above
        self.factor = 1.0
        return self._over(value, at, after)

    def _over(self, value: float, at: int, after: int) -> tuple[float, int] | None:
        """The value over the part named behind it, where one is and where it is no place in a row."""
        if self._kind(after) == "ten" and self._kind(after + 1) == "part":
            under = self._tokens[after].value + self._tokens[after + 1].value
            is_plural = self._tokens[after + 1].text.casefold().endswith("s")
            self.is_share = is_plural or value == 1
            return (value / under, after + 2) if self.is_share else None
        kind, last = self._kind(after), self._tokens[after - 1]
        if kind not in ("part", "quarter") or (
            kind == "part" and self._tokens[after].value == 1 and last.kind != "ten"
        ):
            return None
        under, text = self._tokens[after].value, self._tokens[after].text.casefold()
        if last.kind == "ten" and under < 10 and after - at > 1:
            value, under = self._value_of(at, after - 1), under + last.value
        if not text.endswith("s") and value != 1:
            return None
        if kind == "quarter" and (value != 3 if text.endswith("s") else value != 1):
            return None
        self.is_share = True
        scale = self._kind(after + 1) == "scale"
        return (
            (value / under * self._tokens[after + 1].value, after + 2)
            if scale
            else (value / under, after + 1)
        )

    def _value_of(self, at: int, until: int) -> float:
        found = _Reader(self._tokens[at:until])._cardinal(0, math.inf)
        return found[0] if found else 1.0

    def _scaled(self, value: float, at: int) -> tuple[float, int] | None:
        """The part, times the scale behind it: "half a million"."""
        scale = at + 1 if self._kind(at) == "a" else at
        if self._kind(scale) in ("scale", "hundred"):
            self.factor = self._tokens[scale].value
            return value * self.factor, scale + 1
        self.is_share = True
        return value, at

    def _and_part(self, value: float, at: int) -> tuple[float, int]:
        """The value with the part that "and" adds: "two and a half million", "one million and a half"."""
        if self._kind(at) != "and":
            return value, at
        factor = self.factor
        part = _Reader(self._tokens[at + 1 :])
        found = part._share(0)
        if found is None or found[0] <= 0:
            return value, at
        more, used = found
        used += at + 1
        if not part.is_share and factor < part.factor and value < 1000:
            self.factor = part.factor
            return value * part.factor + more, used
        if more >= (1 if part.is_share else factor):
            return value, at
        if factor > 1 or not part.is_share:
            return value + more * (factor if part.is_share and factor >= 1000 else 1), used
        while self._kind(used) == "scale":
            self.factor = self._tokens[used].value
            value, more, used = value * self.factor, more * self.factor, used + 1
        return value + more, used

    def _decimals(self, value: float, at: int) -> tuple[float, int]:
        """What stands behind "point", figure by figure or as one number."""
        written, used = "", at + 1
        while self._kind(used) in ("small", "ten", "digits"):
            more, used = self._tens(used)
            written += f"{int(more)}"
        if not written or len(written) > _MOST_DIGITS:
            return value, at
        while self._kind(used) == "scale":
            self.factor = self._tokens[used].value
            return float(f"{value:.0f}.{written}") * self.factor, used + 1
        return float(f"{value:.0f}.{written}"), used
