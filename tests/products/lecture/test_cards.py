"""Title cards, and the order of what they announce."""

from __future__ import annotations

import copy

import pytest

from corrconv.catalog import alt, caption, find, named, title_cards
from corrconv.draw.perform import perform
from corrconv.figures.figure import Figure
from corrconv.lesson import lesson
from corrconv.products.lecture.lecture import teaching_order
from corrconv.rendering.profile import PROFILES
from corrconv.verify.oracle.check_entries import check
from tests.render_requests import request

CARDS = title_cards()
MOVING = [figure for figure in find() if figure.moves]


def test_every_animation_has_a_card_that_no_build_makes() -> None:
    assert [each.name for each in CARDS[1:]] == [f"{each.name}-card" for each in MOVING]
    names = [each.name for each in (*find(), *CARDS)]
    assert len(set(names)) == len(names)
    assert all(named(each.name) == each for each in CARDS)
    assert not set(find()) & set(CARDS)


def test_the_teaching_order_shows_each_animation_once() -> None:
    order = teaching_order(find())
    assert sorted(each.name for each in order) == sorted(each.name for each in MOVING)
    places = [each.lecture for each in order]
    assert None not in places
    assert places == sorted(places, key=lambda place: place or 0)
    assert order[0] == named("sliding-convolution")
    assert order != tuple(MOVING)  # so that an order that does nothing is found


def test_an_animation_that_nobody_placed_comes_last() -> None:
    stranger = Figure("X1", "stranger", "scenes/stranger.py", "Scene", ("animation",), "Stranger")
    assert teaching_order([stranger, *find()])[-1] == stranger


def test_a_card_is_captioned_with_what_it_says() -> None:
    post = lesson.load()
    opening = named("opening")
    assert caption(opening, post) == alt(opening, post) == f"Title card: {post.title}."
    card = named("patches-card")
    assert caption(card, post) == f"Title card: {named('patches').title}."


@pytest.mark.parametrize(
    "name", ["opening", "patches-card", "convolution-coverage-card", "learning-card"]
)
def test_a_card_shows_its_title_and_its_terms(name: str) -> None:
    facts = perform(request(name, "dark", PROFILES["draft"]), None).facts
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
