"""Decisions laid over what a machine says, without an archive and without a network."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import replay
from onrecord.record import (
    Article,
    Attribution,
    Decision,
    Reading,
    Signed,
    Span,
    Speaker,
    Statement,
    Step,
    Target,
    TargetKind,
    Verdict,
)
from onrecord.replay import corrected
from tests.archives import named, reading

ARTICLE = reading(
    1,
    (named("Ines Keller"), "Tom Weller said that the bridge will open in May."),
    (named("Ines Keller"), "“Not a day later.”"),
    (named("Tom Weller"), "It rains in the harbour of Aldmoor."),
)
TEXT = ARTICLE.article.text
MADE = Signed("Zoë", "2026-11-25T12:00:00Z")
NUMBERS = count()


def span(words: str) -> Span:
    assert TEXT.count(words) == 1
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def decided(about: Statement | Target, **verdict: object) -> Decision:
    target = about if isinstance(about, Target) else replay.target(ARTICLE.article, about)
    return Decision(f"d-{next(NUMBERS)}", target, "", Verdict(**verdict), MADE)  # type: ignore[arg-type]


def missing(words: str, kind: TargetKind = "missing", **verdict: object) -> Decision:
    content = replay.anchored(TEXT, (span(words),))
    return decided(Target(kind, ARTICLE.article.id, content, (), ()), is_statement=True, **verdict)


def said(*decisions: Decision, machine: Reading = ARTICLE) -> tuple[Statement, ...]:
    done = corrected(machine, decisions)
    assert [one.lost for one in done.decisions] == [None] * len(decisions)
    return done.reading.statements


FIRST, SECOND, THIRD = ARTICLE.statements


def test_nothing_decided_is_what_the_machine_says() -> None:
    assert corrected(ARTICLE, []).reading is ARTICLE


def test_another_speaker_bears_nothing_of_the_one_before() -> None:
    role = replace(FIRST.speaker, meant="the town", speaking_for="the mayor")
    machine = replace(ARTICLE, statements=(replace(FIRST, speaker=role), SECOND, THIRD))
    one, *rest = said(decided(FIRST, speakers=("Tom Weller",)), machine=machine)
    assert one.speaker == Speaker("Tom Weller", None, "named", None, None, None, 1.0, replay.BY_A_PERSON)
    assert rest == [SECOND, THIRD]
    assert replace(one, speaker=role) == machine.statements[0]


def test_the_same_speaker_confirmed_keeps_role_and_standing() -> None:
    held = replace(FIRST.speaker, standing="group", meant="the town")
    machine = replace(ARTICLE, statements=(replace(FIRST, speaker=held), SECOND, THIRD))
    one = said(decided(FIRST, speakers=("Ines Keller",)), machine=machine)[0].speaker
    assert (one.standing, one.meant, one.score) == ("group", "the town", 1.0)


def test_a_speaker_may_be_several_or_not_known() -> None:
    one = said(decided(FIRST, speakers=("Ines Keller", "Tom Weller")))[0].speaker
    assert (one.name, one.names) == ("Ines Keller and Tom Weller", ("Ines Keller", "Tom Weller"))
    one = said(decided(FIRST, speakers=()))[0].speaker
    assert (one.name, one.standing, one.score) == (None, None, None)


def test_of_two_decisions_the_later_holds_for_each_thing() -> None:
    decisions = [
        decided(FIRST, speakers=("Tom Weller",), stance="doubt"),
        decided(FIRST, stance="denial"),
        decided(FIRST, standing="group"),
    ]
    one = said(*decisions)[0]
    assert (one.speaker.name, one.stance, one.speaker.standing) == ("Tom Weller", "denial", "group")
    decisions[1] = replace(decisions[1], undone=MADE)
    assert said(*decisions)[0].stance == "doubt"
    assert said(*(replace(one, undone=MADE) for one in decisions)) == ARTICLE.statements


def test_other_words_make_another_id_and_what_rests_on_words_is_worked_out_again() -> None:
    machine = replace(ARTICLE, statements=(replace(FIRST, manner="direct"), SECOND, THIRD))
    content = replay.anchored(TEXT, (span("the bridge will open in May"),))
    one = said(decided(FIRST, content=content), machine=machine)[0]
    assert (one.content, one.manner, one.found_by) == (
        (span("the bridge will open in May"),),
        "indirect",
        "network",
    )
    assert one.id not in {FIRST.id, SECOND.id, THIRD.id}
    assert one.speaker == FIRST.speaker
    # The machine's own words again, and it is the machine's own id.
    back = decided(FIRST, content=replay.anchored(TEXT, FIRST.content))
    assert said(decided(FIRST, content=content), back, machine=machine) == machine.statements


def test_fewer_words_do_not_stand_in_the_words_that_they_were() -> None:
    seen = tuple(
        Attribution(one.content, one.cue, one.source, one.manner, "network", 0.9)
        for one in ARTICLE.statements
    )
    machine = replace(ARTICLE, analysis=replace(ARTICLE.analysis, attributions=seen))
    content = replay.anchored(TEXT, (span("the bridge will open in May"),))
    one = said(decided(FIRST, content=content), machine=machine)[0]
    assert (one.parent, one.via) == (None, ())
    inner = said(missing("the bridge will open in May"), machine=machine)[1]
    assert inner.parent == FIRST.id


def test_what_is_no_statement_goes_and_what_stood_in_it_stands_by_itself() -> None:
    machine = replace(ARTICLE, statements=(FIRST, replace(SECOND, parent=FIRST.id), THIRD))
    assert said(decided(FIRST, is_statement=False), machine=machine) == (SECOND, THIRD)


def test_a_sentence_of_a_statement_is_by_whoever_people_say_and_goes_with_it() -> None:
    part = replace(FIRST, id="s-part", content=(span("the bridge will open in May"),), parent=FIRST.id)
    machine = replace(ARTICLE, statements=(FIRST, part, SECOND, THIRD))
    named_otherwise = said(decided(FIRST, speakers=("Ada Pryce",)), machine=machine)
    assert [one.speaker.name for one in named_otherwise[:2]] == ["Ada Pryce", "Ada Pryce"]
    assert said(decided(FIRST, is_statement=False), machine=machine) == (SECOND, THIRD)


def test_a_missing_one_comes_in_its_place_inside_what_it_stands_in() -> None:
    first, new, *rest = said(missing("the bridge will open in May", speakers=("Tom Weller",)))
    assert (first, rest) == (FIRST, [SECOND, THIRD])
    assert (new.found_by, new.score, new.parent) == ("person", 1.0, FIRST.id)
    assert (new.speaker.name, new.manner, new.cue) == ("Tom Weller", "indirect", ())


def test_a_missing_one_that_the_machine_finds_later_is_there_once_as_the_person_has_it() -> None:
    words = span("the bridge will open in May")
    found = replace(
        FIRST, id="s-x", content=(Span(words.start, words.end + 1),), speaker=named("Ede Marrack")
    )
    machine = replace(ARTICLE, statements=(FIRST, found, SECOND, THIRD))
    one = said(missing("the bridge will open in May", speakers=("Tom Weller",)), machine=machine)
    assert len(one) == 4
    assert (one[1].content, one[1].speaker.name, one[1].found_by) == ((words,), "Tom Weller", "network")


def test_a_decision_follows_the_statement_that_has_most_of_its_words() -> None:
    shorter = replace(FIRST, id="s-x", content=(span("that the bridge will open in May."),))
    machine = replace(ARTICLE, statements=(shorter, SECOND, THIRD))
    one = said(decided(FIRST, speakers=("Tom Weller",)), machine=machine)[0]
    assert (one.id, one.content, one.speaker.name) == ("s-x", shorter.content, "Tom Weller")


def test_what_a_newer_machine_does_not_see_is_kept_for_the_person() -> None:
    machine = replace(ARTICLE, statements=(FIRST, THIRD))
    _, one, _ = said(decided(SECOND, stance="denial"), machine=machine)
    assert (one.content, one.stance, one.found_by) == (SECOND.content, "denial", "person")
    assert said(decided(SECOND, is_statement=False), machine=machine) == (FIRST, THIRD)


def test_two_statements_of_the_same_words_are_told_apart_by_their_cues_or_not_at_all() -> None:
    outer = replace(FIRST, cue=(span("said"),))
    inner = replace(FIRST, id="s-x", cue=(span("will"),))
    machine = replace(ARTICLE, statements=(outer, inner, SECOND, THIRD))
    one, two, *_ = said(decided(inner, speakers=("Tom Weller",)), machine=machine)
    assert (one, two.speaker.name) == (outer, "Tom Weller")
    alike = replace(machine, statements=(outer, replace(outer, id="s-x"), SECOND, THIRD))
    done = corrected(alike, [decided(outer, speakers=("Tom Weller",))])
    assert done.reading == alike
    assert "two statements" in str(done.decisions[0].lost)


def test_one_statement_is_not_given_to_two_that_were_decided_on_apart() -> None:
    whole = replace(FIRST, content=(Span(0, SECOND.content[0].end),))
    machine = replace(ARTICLE, statements=(whole, THIRD))
    first = decided(FIRST, speakers=("Ada Pryce",))
    second = decided(SECOND, speakers=("Tom Weller",))
    told = {one.content: one.speaker.name for one in said(first, second, machine=machine)}
    assert told == {
        whole.content: "Ada Pryce",
        SECOND.content: "Tom Weller",
        THIRD.content: THIRD.speaker.name,
    }


def test_what_came_through_somebody_named_otherwise_comes_through_that_name() -> None:
    through = (Step("Ines Keller", "named", "relay", ()), Step("Radio Aldmoor", "outlet", "venue", ()))
    machine = replace(ARTICLE, statements=(FIRST, replace(SECOND, parent=FIRST.id, via=through), THIRD))
    via = said(decided(FIRST, speakers=("Tom Weller",)), machine=machine)[1].via
    assert [(step.name, step.relation) for step in via] == [
        ("Tom Weller", "relay"),
        ("Radio Aldmoor", "venue"),
    ]


def test_decisions_on_what_was_added_wait_for_it_when_it_is_taken_back() -> None:
    add = missing("the bridge will open in May")
    more = decided(add.target, stance="denial")
    assert said(add, more)[1].stance == "denial"
    done = corrected(ARTICLE, [replace(add, undone=MADE), more])
    assert done.reading == ARTICLE
    assert "took back" in str(done.decisions[1].lost)


# whatever a machine says next

NAMES = st.sampled_from(["Ines Keller", "Tom Weller", "Ada Pryce"])


@st.composite
def machines(draw: st.DrawFn) -> Reading:
    """The article as some network might read it."""
    ends = st.integers(0, len(TEXT) - 1)
    places = draw(st.lists(st.tuples(ends, ends), max_size=5))
    statements = tuple(
        replace(
            FIRST,
            id=f"s-{number}",
            content=(Span(min(pair), max(pair) + 1),),
            cue=(Span(pair[0], pair[0] + 1),) if draw(st.booleans()) else (),
            speaker=named(draw(NAMES)),
        )
        for number, pair in enumerate(sorted(places))
    )
    return replace(ARTICLE, statements=statements)


VERDICTS = st.sampled_from(
    [{"is_statement": False}, {"speakers": ("Zoë Ash",)}, {"stance": "denial"}, {"speakers": ()}]
)


@settings(max_examples=50)
@given(machines(), machines(), st.data())
def test_a_decision_is_on_its_words_or_lost_and_never_on_others(
    before: Reading, after: Reading, data: st.DataObject
) -> None:
    if not before.statements:
        return
    made: list[Decision] = []
    for _ in range(data.draw(st.integers(1, 3))):
        about = data.draw(st.sampled_from(before.statements))
        made.append(decided(about, **data.draw(VERDICTS)))
    done = corrected(after, made)
    assert len({one.id for one in done.reading.statements}) == len(done.reading.statements)
    machines_own = {one.id: one for one in after.statements}
    now = {one.id: one for one in done.reading.statements}
    for one in done.decisions:
        place = done.places.get(one.target)
        assert (place is None) == (one.lost is not None)
        if place is None or place.now is None:
            continue
        words = set(range(one.target.content[0].start, one.target.content[0].span.end))
        has = {at for span in now[place.now].content for at in range(span.start, span.end)}
        assert words & has
    # Who said what nobody decided on is as the machine has it.
    touched = {place.now for place in done.places.values()}
    for identity, told in now.items():
        if identity not in touched:
            assert told == machines_own[identity]
    assert not any(one.speaker.name == "Zoë Ash" for one in now.values() if one.id not in touched)
    assert corrected(after, [replace(one, undone=MADE) for one in made]).reading == after
    assert corrected(after, done.decisions).reading == done.reading


# whatever becomes of the article


@st.composite
def rewritten(draw: st.DrawFn) -> Article:
    """The article with paragraphs moved and dropped, look-alikes added and words cut."""
    paragraphs = TEXT.split("\n\n")
    look_alikes = st.sampled_from(
        [
            "“Not a day later.” He left.",
            "Tom Weller said that the bridge will open in May, he hoped.",
            "It rains.",
        ]
    )
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["move", "drop", "add", "cut"]))
        at = draw(st.integers(0, len(paragraphs) - 1)) if paragraphs else 0
        if kind == "add" or not paragraphs:
            paragraphs.insert(at, draw(look_alikes))
        elif kind == "move":
            paragraphs.insert(draw(st.integers(0, len(paragraphs) - 1)), paragraphs.pop(at))
        elif kind == "drop":
            del paragraphs[at]
        else:
            paragraphs[at] = paragraphs[at][: draw(st.integers(1, len(paragraphs[at])))]
    return replace(ARTICLE.article, id="a-new", text="\n\n".join(paragraphs))


@settings(max_examples=60)
@given(rewritten(), machines(), st.sampled_from(ARTICLE.statements), VERDICTS)
def test_in_a_changed_article_a_decision_is_on_its_paragraph_or_lost(
    article: Article, machine: Reading, about: Statement, verdict: dict[str, object]
) -> None:
    now = replay.moved(decided(about, **verdict), ARTICLE.article, article)
    words = about.content[0].of(TEXT)
    assert now.verdict.speakers == verdict.get("speakers")
    if now.lost is not None:
        assert (now.target.article, "not for certain" in now.lost) == (ARTICLE.article.id, True)
        return
    # Each statement is a paragraph of its own, and no look-alike is one of them.
    span = now.target.content[0].span
    assert (now.target.article, span.of(article.text)) == ("a-new", words)
    paragraph = article.text[: span.end].rsplit("\n\n", 1)[-1]
    assert paragraph == words
    fits = tuple(one for one in machine.statements if one.content[0].end <= len(article.text))
    done = corrected(replace(machine, article=article, statements=fits), [now])
    assert (done.decisions[0].lost is None) == (now.target in done.places)
