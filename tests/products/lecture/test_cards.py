"""Title cards, and the order of what they announce."""

from __future__ import annotations

import copy

import pytest

from corrconv.catalog import CARDS, CATALOG, OPENING, card, find, named
from corrconv.draw.perform import perform
from corrconv.figures.caption import alt, caption
from corrconv.figures.lecture_sequence import TEACHING, teaching_order
from corrconv.lesson import lesson
from corrconv.rendering.profile import PROFILES
from corrconv.rendering.request import RenderRequest
from corrconv.verify.oracle.facts import check

MOVING = [figure for figure in CATALOG if "animation" in figure.forms]


def test_every_animation_has_a_card_that_no_build_makes() -> None:
    assert [each.name for each in CARDS[1:]] == [f"{each.name}-card" for each in MOVING]
    names = [each.name for each in (*CATALOG, *CARDS)]
    assert len(set(names)) == len(names)
    assert all(named(each.name) == each for each in CARDS)
    assert not set(find()) & set(CARDS)


def test_the_teaching_order_shows_each_animation_once() -> None:
    order = teaching_order(CATALOG)
    assert sorted(each.name for each in order) == sorted(each.name for each in MOVING)
    assert [each.name for each in order if each.name in TEACHING] == list(TEACHING)
    assert order != tuple(MOVING)  # so that an order that does nothing is found
    assert set(TEACHING) <= {each.name for each in MOVING}


def test_an_animation_that_nobody_placed_comes_last() -> None:
    stranger = card(OPENING)
    assert teaching_order([stranger, *CATALOG])[-1] == stranger


def test_a_card_is_captioned_with_what_it_says() -> None:
    post = lesson.load()
    assert caption(OPENING, post) == alt(OPENING, post) == f"Title card: {post.title}."
    patches = named("patches")
    assert caption(card(patches), post) == f"Title card: {patches.title}."


@pytest.mark.parametrize(
    "name", ["opening", "patches-card", "convolution-coverage-card", "learning-card"]
)
def test_a_card_shows_its_title_and_its_terms(name: str) -> None:
    facts = perform(RenderRequest(name, "dark", PROFILES["draft"]), None).facts
    assert check(facts, lesson.load()) == []
    texts = {each["text"] for each in facts["drawn"]}
    assert "x[i,j]·h[m−i,n−j]" in texts
    assert ("x[i,j]·h[m+i,n+j]" in texts) == (name in ("opening", "patches-card"))
    assert ("x[i,j]·h[i−m,j−n]" in texts) == (name == "learning-card")
    for place, each in enumerate(facts["drawn"]):
        if each["text"]:
            wrong = copy.deepcopy(facts)
            wrong["drawn"][place]["text"] = each["text"].replace("−", "+") + "?"
            assert check(wrong, lesson.load())
