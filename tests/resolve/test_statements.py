"""What holds for the statements of any article."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Analysis, Attribution, Published, Span, Words
from onrecord.resolve import statements
from tests.articles import article
from tests.resolve.marked import marked

_PIECES = (
    "Dmitry Peskov", "Peskov", "Anna van der Berg", "Sen. Al O’Hara (R-Texas)", "the president", "he", "She",
    "who", "they", "The Kremlin", "a senior official", "Ministry of Defence (MOD)", "the MOD", "polls", "’s",
    " said ", " told ", "“not true,”", " on Friday ", "last week", ", ", ". ", "\n\n", " and ",
    "NEW POLL SHOWS", "\xa0", "Władysław", "é", "(", "”", "52", "one of", "of the", "'", "-", "İ", "ß", "𝒜",
)  # fmt: skip
_texts = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join) | st.text(min_size=1)


@st.composite
def _analysed(draw: st.DrawFn) -> tuple[object, object]:
    text = draw(_texts)
    places = st.integers(0, len(text) - 1)
    spans = st.tuples(places, places).map(lambda ends: Span(min(ends), max(ends) + 1))
    some = st.lists(spans, max_size=2).map(tuple)
    attribution = st.builds(
        Attribution,
        content=st.lists(spans, min_size=1, max_size=2).map(tuple),
        cue=some,
        source=some,
        manner=st.sampled_from(("direct", "indirect", "mixed")),
        found_by=st.just("network"),
        score=st.just(1.0),
    )
    attributions = draw(st.lists(attribution, max_size=6).map(tuple))
    published = draw(
        st.sampled_from((None, Published("2025-02-21", "given"), Published("0001-01-01", "feed")))
    )
    made = replace(article(text), published=published, standfirst=draw(st.none() | spans))
    return made, Analysis(made.id, attributions, None)


@given(_analysed())
@settings(max_examples=60)
def test_what_it_says_stands_in_the_text(analysed) -> None:
    made, analysis = analysed
    for statement in statements(made, analysis):
        for words in (statement.speaker.role, statement.when, statement.medium):
            assert words is None or words.span.of(made.text) == words.text


@given(_analysed())
@settings(max_examples=60)
def test_there_is_one_for_each_attribution_with_its_own_id_and_the_same_each_time(analysed) -> None:
    made, analysis = analysed
    found = statements(made, analysis)
    assert [statement.content for statement in found] == [a.content for a in analysis.attributions]
    assert len({statement.id for statement in found}) == len(found)
    assert statements(made, analysis) == found


@given(_analysed())
@settings(max_examples=60)
def test_who_has_no_standing_has_no_name(analysed) -> None:
    for statement in statements(*analysed):
        speaker = statement.speaker
        assert speaker.standing is not None or speaker.name is None
        assert (speaker.name is None) == (speaker.score is None)


@given(_analysed())
@settings(max_examples=60)
def test_whoever_is_cited_stands_behind_the_statement_around(analysed) -> None:
    made, analysis = analysed
    cited = replace(made, text=made.text.replace(" said ", " citing "))
    if len(cited.text) < len(made.text):
        return
    found = statements(cited, analysis)
    places = {statement.id: place for place, statement in enumerate(found)}
    assert len(places) == len(found)
    for place, statement in enumerate(found):
        assert statement.parent is None or places[statement.parent] < place


@given(_analysed())
@settings(max_examples=60)
def test_every_step_tells_why_and_where(analysed) -> None:
    made, analysis = analysed
    for statement in statements(made, analysis):
        for step in statement.via:
            assert step.rule
            assert all(span.end <= len(made.text) for span in step.spans)


def test_the_outlet_of_the_article_is_no_step() -> None:
    told = "[S Anna Weber] [C told] the Herald [= that the bridge was safe]."
    (own,) = statements(*marked(told, outlet="The Lakeside Herald - News"))
    (other,) = statements(*marked(told, outlet="Carrow Gazette"))
    assert (own.addressee, own.via) == ("Herald", ())
    assert [step.name for step in other.via] == ["Herald"]


def test_who_reports_for_the_outlet_of_the_article_hands_nothing_on() -> None:
    text = "[S CNN] [C reported] [= that [S1 Anna Weber] [C1 promised] [=1 to resign]]."
    _, inner = statements(*marked(text, outlet="CNN (Web News)"))
    assert (inner.speaker.name, inner.via) == ("Anna Weber", ())


def test_a_standfirst_has_the_steps_that_the_body_gives_for_the_same_act() -> None:
    made, analysis = marked(
        "[S Anna Weber] [C defended] [= the repaired bridge]\n\nA bridge was closed. "
        "[S1 Anna Weber] [C1 told] Reuters in a letter [=1 that the repaired bridge was safe]."
    )
    head, body = statements(replace(made, standfirst=Span(0, 42)), analysis)
    assert (head.addressee, head.medium) == (body.addressee, body.medium) == ("Reuters", body.medium)
    assert [step.name for step in head.via] == ["Reuters"]


def test_whoever_is_cited_has_the_words_of_the_outer_statement_and_stands_in_it() -> None:
    outer, inner = statements(
        *marked("[= The bridge was old], [S Reuters] [C reported], citing two officials.")
    )
    assert (inner.parent, inner.content, inner.manner) == (outer.id, outer.content, "indirect")


def test_what_stood_in_a_statement_that_gave_way_to_who_is_cited_stands_inside_the_new_one() -> None:
    made, analysis = marked(
        "[= The bridge was old], [S Reuters] [C reported], "
        "[C1 citing] [=1 two officials [C2 warning] [=2 of cracks]]."
    )
    reported, cited, warned = statements(made, analysis)
    assert (cited.cue[0].of(made.text), cited.parent) == ("citing", reported.id)
    assert warned.parent == cited.id


def test_an_id_does_not_hang_on_what_stands_around() -> None:
    made, analysis = marked("[S Peskov] [C said] [= it was over]. [S2 Orlov] [C2 said] [=2 it was not].")
    alone = replace(analysis, attributions=analysis.attributions[1:])
    assert statements(made, alone)[0].id == statements(made, analysis)[1].id


def test_an_id_is_s_and_sixteen_hex_digits() -> None:
    (statement,) = statements(*marked("[S Peskov] [C said] [= it was over]."))
    assert statement.id[:2] == "s-"
    assert len(bytes.fromhex(statement.id[2:])) == 8


def test_no_day_is_told_where_the_article_has_none() -> None:
    (statement,) = statements(*marked("[S Peskov] [C said] on Friday [= it was over].", published=None))
    assert statement.when is None


def test_no_day_is_told_in_a_teaser() -> None:
    made, analysis = marked("[S Peskov] [C said] on Friday [= it was over].")
    (statement,) = statements(replace(made, teaser_only=True), analysis)
    assert statement.when is None


def test_a_standfirst_has_the_day_that_the_body_gives_for_the_same_act() -> None:
    made, analysis = marked(
        "[S Dmitry Peskov] [C rejects] [= the reported Russian demand]\n"
        "[S2 Peskov] [C2 said] on Wednesday [=2 the reported Russian demand was invented]."
    )
    head, body = statements(replace(made, standfirst=Span(0, 50)), analysis)
    assert head.when == body.when is not None


def test_a_standfirst_tells_of_somebody_whom_the_body_names() -> None:
    made, analysis = marked(
        "[S The president] [C praised] [= the plan]\nRussian President Vladimir Putin came to Moscow."
    )
    (statement,) = statements(replace(made, standfirst=Span(0, 30)), analysis)
    assert statement.speaker.name == "Vladimir Putin"


def test_a_headline_in_title_case_names_only_whom_the_body_names() -> None:
    made, analysis = marked(
        "[S Frustrated Parents] [C Rally] Nationwide To [= Reclaim Their Schools]\n\nAnna Weber came."
    )
    (statement,) = statements(made, analysis)
    assert (statement.speaker.name, statement.speaker.standing) == ("Frustrated Parents", "group")


def test_the_role_is_found_again_where_it_stands() -> None:
    made, analysis = marked("Spokesman Dmitry Peskov came. [S Peskov] [C said] [= it was over].")
    (statement,) = statements(made, analysis)
    assert statement.speaker.role == Words("Spokesman", Span(0, 9))


def test_he_before_the_first_name_is_whoever_speaks_first_by_name() -> None:
    first, _ = statements(
        *marked("[S1 He] [C1 said] [=1 the bridge was safe]. [S2 Tom Berg] [C2 said] [=2 it was late].")
    )
    assert (first.speaker.name, first.speaker.rule) == ("Tom Berg", "pronoun: the first named after it")


def test_it_says_by_which_rule_and_from_which_mention() -> None:
    made, analysis = marked("Tom Berg came. [S Berg] [C said] [= it was late].")
    (statement,) = statements(made, analysis)
    assert (statement.speaker.rule, statement.speaker.mention) == ("surname", Span(0, 8))


def test_ten_times_the_text_costs_no_more_than_a_few_tens() -> None:
    """No quadratic: counted in calls, as a clock would count the machine."""
    assert _calls(400) < 14 * _calls(40)


def _calls(times: int) -> int:
    import sys

    text = (
        "[S Dmitry Peskov] [C said] [= it was over]. [S2 He] [C2 added] on Friday [=2 that Anna Weber lied]. "
        "[S3 The Daily Herald], citing two officials, [C3 told] the newspaper in an interview with Reuters "
        "[=3 that it was over], as reported by CNN. "
    )
    made, analysis = marked(text)
    length = len(made.text)

    def moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
        return tuple(Span(span.start + by, span.end + by) for span in spans)

    attributions = tuple(
        replace(a, content=moved(a.content, by), cue=moved(a.cue, by), source=moved(a.source, by))
        for by in range(0, times * length, length)
        for a in analysis.attributions
    )
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        statements(replace(made, text=made.text * times), replace(analysis, attributions=attributions))
    finally:
        sys.setprofile(before)
    return counted
