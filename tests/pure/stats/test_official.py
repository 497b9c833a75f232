"""The official score: worked examples, refusals, and what must never change a result."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.pure.stats.awards import give_from_top
from lantoa.pure.stats.errors import Unprocessable
from lantoa.pure.stats.official import Rule, round_half_up, score, sheet_score
from lantoa.pure.stats.ranking import competition_places

RULE = Rule(maxima=(Decimal(10), Decimal(20)), weights=(Decimal(40), Decimal(60)))


def places(standings):
    return {each.entry: (each.place, each.tied, each.score) for each in standings}


def test_score_of_a_sheet_is_the_weighted_share_of_the_highest_score():
    assert sheet_score([Decimal(8), Decimal(15)], RULE) == Fraction(77)


def test_score_of_an_entry_is_the_mean_over_its_judges():
    made = score(["a", "a"], [1, 2], [[Decimal(8), Decimal(15)], [Decimal(10), Decimal(20)]], rule=RULE)
    assert made[0].score == Decimal("88.50")
    assert made[0].criteria == (Decimal("9.00"), Decimal("17.50"))
    assert [(sheet.judge, sheet.score) for sheet in made[0].sheets] == [(1, Decimal("77.00")), (2, Decimal("100.00"))]


@pytest.mark.parametrize("number", range(1, 8))
def test_seventy_thirty_is_seventy_thirty_for_any_number_of_criteria(number):
    """Seventy split into `number` equal parts against thirty; all times `number`, so that the weights stay whole."""
    rule = Rule(maxima=(10,) * (number + 1), weights=(*(70,) * number, 30 * number))
    assert sheet_score([10] * number + [0], rule) == Fraction(70)


def test_rounding_happens_once_at_the_end_and_a_half_goes_up():
    rule = Rule(maxima=(8,), weights=(1,), places=0)
    made = score(["a", "b"], [1, 1], [[Decimal("0.2")], [Decimal("0.2")]], rule=rule)
    assert made[0].exact == Fraction(5, 2)
    assert made[0].score == Decimal(3)
    thirds = score(["a"] * 3, [1, 2, 3], [[1], [1], [0]], rule=Rule(maxima=(1,), weights=(1,)))
    assert thirds[0].score == Decimal("66.67")


@pytest.mark.parametrize(
    ("value", "places", "wanted"),
    [("0.125", 2, "0.13"), ("0.124999", 2, "0.12"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0", 3, "0.000")],
)
def test_half_up_as_people_round_by_hand(value, places, wanted):
    made = round_half_up(Fraction(value), places)
    assert (made, str(made)) == (Decimal(wanted), wanted)


def test_printed_score_decides_the_place():
    """Two exact scores that print alike share a place: nobody could be told why they should not."""
    rule = Rule(maxima=(1000,), weights=(1,), places=1)
    made = score(["a", "b", "c"], [1, 1, 1], [[Decimal("900.1")], [Decimal("900.2")], [Decimal("100")]], rule=rule)
    assert places(made) == {
        "a": (1, True, Decimal("90.0")),
        "b": (1, True, Decimal("90.0")),
        "c": (3, False, Decimal("10.0")),
    }


def test_blank_criterion_leaves_the_sheet_weight_and_all():
    assert sheet_score([Decimal(8), None], RULE) == Fraction(80)
    assert sheet_score([None, None], RULE) is None
    assert score(["a"], [1], [[None, None]], rule=RULE) == ()


def test_all_scores_equal_means_one_place_for_all():
    made = score(list("abc"), [1] * 3, [[5, 10]] * 3, rule=RULE)
    assert {each.place for each in made} == {1}
    assert all(each.tied for each in made)


def test_nothing_scored_is_an_empty_result():
    assert score([], [], [], rule=RULE) == ()


def test_competition_ranking_leaves_places_out():
    made = competition_places([Decimal(9), Decimal(8), Decimal(8), Decimal(7)])
    assert [(each.place, each.tied) for each in made] == [(1, False), (2, True), (2, True), (4, False)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"maxima": (), "weights": ()}, "rule_lengths_differ"),
        ({"maxima": (10,), "weights": (1, 2)}, "rule_lengths_differ"),
        ({"maxima": (0,), "weights": (1,)}, "rule_maximum_bad"),
        ({"maxima": (Decimal("NaN"),), "weights": (1,)}, "rule_maximum_bad"),
        ({"maxima": (10,), "weights": (0,)}, "rule_weights_bad"),
        ({"maxima": (10, 10), "weights": (-1, 2)}, "rule_weights_bad"),
        ({"maxima": (10,), "weights": (1,), "places": -1}, "rule_places_bad"),
        ({"maxima": (10,), "weights": (1,), "places": 99}, "rule_places_bad"),
    ],
)
def test_rule_that_makes_no_sense_is_refused(arguments, code):
    with pytest.raises(Unprocessable) as caught:
        Rule(**arguments)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("arrays", "code"),
    [
        ((["a"], [1, 2], [[1, 1]]), "sheets_lengths_differ"),
        ((["a", "a"], [1, 1], [[1, 1], [2, 2]]), "sheet_twice"),
        ((["a"], [1], [[1]]), "sheet_length_bad"),
        ((["a"], [1], [[Decimal("10.5"), 1]]), "value_outside_scale"),
        ((["a"], [1], [[Decimal("-0.5"), 1]]), "value_outside_scale"),
        ((["a"], [1], [[Decimal("NaN"), 1]]), "value_outside_scale"),
    ],
)
def test_sheets_that_make_no_sense_are_refused(arrays, code):
    with pytest.raises(Unprocessable) as caught:
        score(*arrays, rule=RULE)
    assert caught.value.code == code


halves = st.integers(0, 20).map(lambda n: Decimal(n) / 2)
sheets = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 4), halves, halves), min_size=1, max_size=30, unique_by=lambda s: s[:2]
)


def arrays(rows):
    return [row[0] for row in rows], [row[1] for row in rows], [[row[2], row[3]] for row in rows]


@settings(max_examples=60, deadline=None)
@given(rows=sheets, seed=st.integers(0, 1000))
def test_order_of_the_sheets_changes_nothing(rows, seed):
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    assert places(score(*arrays(rows), rule=RULE)) == places(score(*arrays(mixed), rule=RULE))


@settings(max_examples=60, deadline=None)
@given(rows=sheets)
def test_names_of_judges_and_entries_change_nothing(rows):
    named = [(f"entry {8 - row[0]}", f"judge {4 - row[1]}", *row[2:]) for row in rows]
    plain = {f"entry {8 - entry}": result for entry, result in places(score(*arrays(rows), rule=RULE)).items()}
    assert places(score(*arrays(named), rule=RULE)) == plain


@settings(max_examples=60, deadline=None)
@given(rows=sheets, factor=st.integers(1, 50))
def test_unit_of_the_weights_and_of_the_maxima_changes_nothing(rows, factor):
    other = Rule(maxima=(10 * factor, 20 * factor), weights=(2 * factor, 3 * factor))
    scaled = [(*row[:2], row[2] * factor, row[3] * factor) for row in rows]
    assert places(score(*arrays(scaled), rule=other)) == places(score(*arrays(rows), rule=RULE))


@settings(max_examples=60, deadline=None)
@given(rows=sheets)
def test_scores_stay_on_the_scale_and_places_agree_with_them(rows):
    made = score(*arrays(rows), rule=RULE)
    assert all(0 <= each.score <= 100 for each in made)
    for one in made:
        assert one.place == 1 + sum(other.score > one.score for other in made)
        assert one.tied == (sum(other.score == one.score for other in made) > 1)


@settings(max_examples=40, deadline=None)
@given(rows=sheets)
def test_criterion_that_is_blank_for_all_changes_nothing(rows):
    wider = Rule(maxima=(10, 20, 10), weights=(40, 60, 25))
    blank = [[*row[2:], None] for row in rows]
    entries, judges, values = arrays(rows)
    assert places(score(entries, judges, blank, rule=wider)) == places(score(entries, judges, values, rule=RULE))


# Prizes


def given_as_tuples(*arguments):
    return [(each.award, each.places, each.given, each.joint) for each in give_from_top(*arguments)]


def test_prizes_are_given_from_the_top():
    assert given_as_tuples([1, 2, 3, 4, 5], [1, 2]) == [(0, (1,), 1, False), (1, (2, 3), 2, False)]


def test_equals_within_one_prize_are_no_joint_prize():
    assert given_as_tuples([1, 2, 2, 4], [1, 2]) == [(0, (1,), 1, False), (1, (2,), 2, False)]


def test_equals_across_a_boundary_get_the_better_prize_jointly():
    assert given_as_tuples([1, 1, 3, 4], [1, 2]) == [(0, (1,), 2, True), (1, (3,), 1, False)]
    assert given_as_tuples([1, 2, 3, 3, 3], [1, 2]) == [(0, (1,), 1, False), (1, (2, 3), 4, True)]


def test_no_entries_or_no_prizes_give_nothing():
    assert given_as_tuples([], [1]) == [(0, (), 0, False)]
    assert give_from_top([1, 2], []) == ()


@settings(max_examples=60, deadline=None)
@given(scores=st.lists(st.integers(0, 6), max_size=20), quantities=st.lists(st.integers(1, 4), max_size=5))
def test_nobody_with_a_prize_stands_behind_somebody_without(scores, quantities):
    ranked = [each.place for each in competition_places([Decimal(value) for value in scores])]
    prize = {place: each.award for each in give_from_top(ranked, quantities) for place in each.places}
    order = [prize.get(place, len(quantities)) for place in sorted(ranked)]
    assert order == sorted(order)
