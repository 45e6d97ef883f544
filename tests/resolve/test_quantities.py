"""What is read as a figure stands in the text, within the bounds, once."""

from __future__ import annotations

import math

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.resolve.figures import asserted
from onrecord.resolve.quantities import quantities

_PIECES = st.sampled_from(
    [
        *(
            "$",
            "€",
            "US$",
            "%",
            "-",
            "–",
            "/",
            ",",
            ".",
            " ",
            " ",
            "\n",
            "\xa0",
            "(",
            ")",
            "½",
            "^",
            "°C",
            "“",
            "m",
        ),
        *("5", "40", "1,234", "2019", "0.5", "one", "two", "hundred", "million", "half", "third", "quarter"),
        *(
            " to ",
            " and ",
            " of ",
            " per ",
            " a ",
            " out of ",
            "about ",
            "from ",
            "between ",
            "people",
            "percent",
        ),
        *("dollars", "km", "feet", "inches", "year-old", "May", "9/11", "Boeing ", "pm", "bn", "thousands"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=60)


@given(_TEXTS, st.integers(0, 40), st.integers(0, 200))
@example("5 out of ", 0, 9)
def test_quantities_lie_within_the_bounds_in_order_and_apart(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    at = start
    for found in quantities(text, start, end) if start <= end else ():
        assert at <= found.start < found.end <= end
        assert math.isfinite(found.value)
        assert found.to is None or found.to >= found.value or found.value < 0
        at = found.end


@given(_TEXTS)
def test_figures_are_verbatim_and_the_same_each_time(text: str) -> None:
    found = list(asserted(text, 0, len(text)))
    assert all(figure.words.span.of(text) == figure.words.text for figure in found)
    assert all(figure.of is None or figure.of in text.replace("\xa0", " ") for figure in found)
    assert list(asserted(text, 0, len(text))) == found
