from datetime import UTC, date, datetime

import pytest
from tests import factories_showcase as make

from lantoa.front.reports import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return [make.unit("Đảng bộ xã Kim Sơn"), make.unit("Đảng bộ phường Lê Lợi"), make.unit("Chi bộ Thị đoàn")]


def test_participation_counts_units_and_clips(units):
    contest = make.contest(units=units)
    make.clip(contest, units[0])
    make.clip(contest, units[0], state="rejected")
    make.clip(contest, units[1], state="withdrawn")
    figures = queries.participation(contest)
    assert (figures.units_total, figures.units_taking_part) == (3, 1)
    assert (figures.entries_received, figures.entries_published) == (2, 1)
    assert figures.by_unit == [
        ("Đảng bộ xã Kim Sơn", 2, 1),
        ("Đảng bộ phường Lê Lợi", 0, 0),
        ("Chi bộ Thị đoàn", 0, 0),
    ]
    assert figures.silent_units == ["Đảng bộ phường Lê Lợi", "Chi bộ Thị đoàn"]


def test_nothing_is_published_before_the_showcase(units):
    contest = make.contest(units=units, showcase=False)
    make.clip(contest, units[0])
    figures = queries.participation(contest)
    assert (figures.entries_received, figures.entries_published) == (1, 0)


def test_unprepared_clip_is_not_published(units):
    contest = make.contest(units=units)
    make.clip(contest, units[0], video=make.video(state="failed"))
    assert queries.participation(contest).entries_published == 0


def test_by_day_is_counted_in_vietnam_and_without_gaps(units):
    contest = make.contest(units=units)
    for hour, day in [(16, 1), (17, 1), (3, 4)]:  # 17:00 UTC is the next day in Vietnam
        make.clip(contest, units[0], submitted_at=datetime(2023, 4, day, hour, 30, tzinfo=UTC))
    assert queries.participation(contest).by_day == [
        (date(2023, 4, 1), 1),
        (date(2023, 4, 2), 1),
        (date(2023, 4, 3), 0),
        (date(2023, 4, 4), 1),
    ]


def test_unit_keeps_the_name_that_it_had_at_the_opening(units):
    contest = make.contest(units=units)
    units[0].name = "Đảng bộ phường Sơn Tây"
    units[0].save()
    assert queries.participation(contest).by_unit[0][0] == "Đảng bộ xã Kim Sơn"


def test_other_contests_do_not_count(units):
    contest, other = make.contest(units=units), make.contest(units=units)
    make.clip(other, units[0])
    assert queries.participation(contest).entries_received == 0
    assert queries.units_taking_part(contest) == 0
    assert queries.units_taking_part(other) == 1


def test_empty_contest_has_empty_figures():
    figures = queries.participation(make.contest())
    assert (figures.units_total, figures.by_unit, figures.by_day) == (0, [], [])


def test_participation_takes_as_many_queries_at_one_and_three_rows(units, django_assert_num_queries):
    contest = make.contest(units=units)
    for unit in units:
        make.clip(contest, unit)
        with django_assert_num_queries(4):
            queries.participation(contest)
