"""Feeds run together with their teasers."""

from __future__ import annotations

from hypothesis import given, settings

from onrecord.record import Article, Dropped

from .feeds import STORIES, Feed, cut, feeds
from .shown import articles_in, tidied


@settings(max_examples=100)
@given(feeds())
def test_every_article_is_found_and_every_teaser_goes_to_its_own(feed: Feed) -> None:
    found = tidied(feed.text)
    assert sorted(one.text for one in found if isinstance(one, Article)) == sorted(feed.articles)
    ids = {one.text: one.id for one in found if isinstance(one, Article)}
    teasers = {
        one.begins: one.article for one in found if isinstance(one, Dropped) and one.reason == "teaser"
    }
    expected = zip(feed.teasers, feed.articles, strict=True)
    assert teasers == {teaser[:200]: ids[article] for teaser, article in expected}


@settings(max_examples=50)
@given(feeds())
def test_a_feed_saved_twice_holds_each_article_once(feed: Feed) -> None:
    found = tidied(feed.text + "\n" + feed.text)
    assert sorted(one.text for one in found if isinstance(one, Article)) == sorted(feed.articles)
    repeats = [one for one in found if isinstance(one, Dropped) and one.reason == "repeat"]
    assert len(repeats) == len(feed.articles)


def test_a_teaser_whose_article_is_missing_stays_as_an_article() -> None:
    lone, *others = (" ".join(story) for story in STORIES)
    feed = [cut(lone, 150, " […]")]
    for words, story in zip(others, STORIES[1:], strict=True):
        feed += [cut(words, 150, " […]"), "\n".join(story)]
    first = articles_in("\n".join(feed))[0]
    assert first.teaser_only
    assert first.standfirst is not None
    assert first.standfirst.of(first.text) == STORIES[0][0]
