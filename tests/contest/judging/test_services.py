"""Rubrics, panels, rounds and sheets by their services."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from tests import factories, factories_showcase
from tests.factories_judging import CRITERIA, make_stage

from lantoa.base.audit.queries import within
from lantoa.base.units import services as units
from lantoa.contest.contests.models import ContestRole
from lantoa.contest.entries.models import Entry
from lantoa.contest.entries.signals import entry_accepted, entry_removed
from lantoa.contest.judging import queries, services
from lantoa.contest.judging.dealing import shares
from lantoa.contest.judging.errors import StaleSheet
from lantoa.contest.judging.models import Assignment, AssignmentState, Ballot, Recusal, RoundState, Score
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError, Forbidden

pytestmark = pytest.mark.django_db


def code_of(refused):
    return refused.value.code


# Rubrics


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "rubric_needs_criteria"),
        ([{"name": " "}], "criterion_needs_name"),
        ([{"name": "A"}, {"name": "a"}], "rubric_criterion_twice"),
        ([{"name": "A", "weight": Decimal(0)}], "rubric_needs_weight"),
        ([{"name": "A", "maximum": Decimal(0)}], "criterion_maximum_bad"),
        ([{"name": "A", "maximum": Decimal("NaN")}], "criterion_maximum_bad"),
        ([{"name": "A", "step": Decimal("0.001")}], "criterion_step_bad"),
        ([{"name": "A", "weight": Decimal(-1)}], "criterion_weight_bad"),
        ([{"name": "A", "step": Decimal(3)}], "criterion_step_misses_maximum"),
        ([{"name": "A" * 121}], "judging_text_too_long"),
        ([{"name": str(number)} for number in range(21)], "rubric_too_many_criteria"),
    ],
)
def test_rubric_that_makes_no_sense_is_refused(rows, code):
    stage = make_stage(clips=1, opened=False)
    with pytest.raises(DomainError) as refused:
        services.create_rubric(stage.contest, "Thử", rows, by=stage.organiser)
    assert code_of(refused) == code
    assert stage.contest.rubrics.count() == 1


def test_rubric_becomes_the_organisers_own_when_changed():
    stage = make_stage(clips=1, opened=False)
    made = services.create_rubric(stage.contest, "Mẫu", CRITERIA, by=stage.organiser, is_preset=True)
    changed = services.update_rubric(made, name="Của tôi", criteria=CRITERIA[:1], by=stage.organiser)
    assert (changed.is_preset, changed.criteria.count()) == (False, 1)
    services.delete_rubric(made, by=stage.organiser)
    with pytest.raises(Conflict):
        services.delete_rubric(stage.rubric, by=stage.organiser)


def test_rubric_and_panel_are_fixed_once_a_round_is_open():
    stage = make_stage()
    with pytest.raises(Conflict) as refused:
        services.update_rubric(stage.rubric, name="X", criteria=CRITERIA, by=stage.organiser)
    assert code_of(refused) == "rubric_fixed"
    with pytest.raises(Conflict) as refused:
        services.add_member(stage.panel, factories.make_user(), by=stage.organiser)
    assert code_of(refused) == "panel_fixed"


def test_panel_gives_the_role_and_has_one_head():
    stage = make_stage(opened=False)
    head = factories.make_user()
    services.add_member(stage.panel, head, by=stage.organiser, is_head=True)
    other = factories.make_user()
    services.add_member(stage.panel, other, by=stage.organiser, is_head=True)
    assert [member.user for member in stage.panel.members.filter(is_head=True)] == [other]
    assert ContestRole.objects.filter(contest=stage.contest, user=head, role="judge").exists()


# Opening


def test_opening_deals_every_accepted_clip_to_every_judge():
    stage = make_stage(judges=3, clips=4, opened=False)
    factories_showcase.clip(stage.contest, stage.units[0], state="rejected")
    services.open_round(stage.round, by=stage.organiser)
    assert stage.round.state == RoundState.OPEN
    dealt = {(row.judge, row.entry) for row in Assignment.objects.select_related("judge", "entry")}
    assert dealt == {(judge, entry) for judge in stage.judges for entry in stage.entries}
    for judge in stage.judges:
        assert sorted(Assignment.objects.filter(judge=judge).values_list("position", flat=True)) == [1, 2, 3, 4]


def test_opening_twice_is_refused():
    stage = make_stage()
    with pytest.raises(Conflict) as refused:
        services.open_round(stage.round, by=stage.organiser)
    assert code_of(refused) == "round_cannot_open"
    assert Assignment.objects.count() == 6


def test_judge_gets_no_clip_of_the_own_unit_nor_of_one_above_nor_the_own_work():
    stage = make_stage(judges=2, clips=4, opened=False)
    below = factories.make_unit(parent=stage.units[0])
    units.add_member(below, stage.judges[0], by=stage.organiser)
    units.add_member(stage.units[1], stage.judges[0], by=stage.organiser)
    Entry.objects.filter(pk=stage.entries[2].pk).update(created_by=stage.judges[0])
    services.open_round(stage.round, by=stage.organiser)
    mine = Assignment.objects.filter(judge=stage.judges[0]).values_list("entry_id", flat=True)
    assert list(mine) == [stage.entries[3].pk]
    assert Assignment.objects.filter(judge=stage.judges[1]).count() == 4


def test_order_is_made_again_from_the_seed():
    stage = make_stage(judges=2, clips=6)
    before = list(Assignment.objects.order_by("judge", "position").values_list("judge", "entry"))
    from lantoa.contest.judging import dealing

    Assignment.objects.all().delete()
    dealing.deal(stage.round, shares(stage.round))
    assert list(Assignment.objects.order_by("judge", "position").values_list("judge", "entry")) == before


def test_clip_that_nobody_may_judge_keeps_the_round_from_opening():
    stage = make_stage(judges=1, clips=2, opened=False)
    units.add_member(stage.units[1], stage.judges[0], by=stage.organiser)
    with pytest.raises(Conflict) as refused:
        services.open_round(stage.round, by=stage.organiser)
    assert code_of(refused) == "round_clips_without_judge"
    assert refused.value.params == {"codes": stage.entries[1].code, "count": 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [({"judges": 0}, "round_lacks_judges"), ({"clips": 0}, "round_lacks_entries")],
)
def test_round_without_judges_or_clips_does_not_open(change, code):
    stage = (
        make_stage(**{"judges": 1, "clips": 1, "opened": False, **change}) if change.get("clips") != 0 else _no_clips()
    )
    with pytest.raises(Conflict) as refused:
        services.open_round(stage.round, by=stage.organiser)
    assert code_of(refused) == code


def _no_clips():
    stage = make_stage(judges=1, clips=1, opened=False)
    Entry.objects.update(state="rejected")
    return stage


def test_round_whose_due_date_has_passed_does_not_open():
    stage = make_stage(opened=False, due_at=clock.now() + timedelta(hours=1))
    with pytest.raises(Conflict) as refused:
        services.open_round(stage.round, by=stage.organiser, now=clock.now() + timedelta(hours=2))
    assert code_of(refused) == "round_due_past"


# Sheets


def test_saving_keeps_scores_that_are_not_named():
    stage = make_stage()
    first, second = stage.criteria
    assignment, judge = stage.assignment(), stage.judges[0]
    services.save_sheet(assignment, by=judge, version=0, scores={first.pk: Decimal("8.5")}, comment="Hay")
    ballot = services.save_sheet(assignment, by=judge, version=1, scores={second.pk: Decimal(16)})
    assert (ballot.version, ballot.comment) == (2, "Hay")
    assert queries.scores_of(ballot) == {first.pk: Decimal("8.50"), second.pk: Decimal(16)}
    ballot = services.save_sheet(assignment, by=judge, version=2, scores={first.pk: None})
    assert queries.scores_of(ballot) == {second.pk: Decimal(16)}


@pytest.mark.parametrize("value", ["-0.5", "10.5", "1000", "NaN", "Infinity", "8.3"])
def test_value_outside_scale_or_step_is_refused_whole(value):
    stage = make_stage()
    first, second = stage.criteria
    with pytest.raises(DomainError) as refused:
        services.save_sheet(
            stage.assignment(), by=stage.judges[0], version=0, scores={second.pk: Decimal(5), first.pk: Decimal(value)}
        )
    assert refused.value.status == 422
    assert (Ballot.objects.count(), Score.objects.count()) == (0, 0)


def test_database_itself_refuses_a_score_outside_its_scale():
    stage = make_stage()
    stage.score(0, 0, 8, 16, submit=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.update(value=Decimal(99))


def test_stale_sheet_carries_what_is_stored():
    stage = make_stage()
    stage.score(0, 0, 8, 16, submit=False)
    with pytest.raises(StaleSheet) as refused:
        stage.score(0, 0, 9, 17)
    assert refused.value.ballot.version == 1
    assert refused.value.params == {"given": 0, "current": 1}


def test_sheet_of_another_judge_cannot_be_written_by_anybody():
    stage = make_stage()
    for user in (stage.judges[1], stage.organiser, factories.make_user(superuser=True)):
        for act in (
            lambda user=user: services.save_sheet(stage.assignment(), by=user, version=0, scores={}),
            lambda user=user: services.submit_sheet(stage.assignment(), by=user, version=0),
            lambda user=user: services.recuse(stage.assignment(), by=user, reason="Lý do"),
        ):
            with pytest.raises(Forbidden):
                act()


def test_submitted_sheet_is_final():
    stage = make_stage()
    assignment = stage.score(0, 0, 8, 16)
    with pytest.raises(Conflict):
        services.save_sheet(assignment, by=stage.judges[0], version=2, scores={})
    with pytest.raises(Conflict):
        services.submit_sheet(assignment, by=stage.judges[0], version=2)


def test_entry_that_left_cannot_be_scored():
    stage = make_stage()
    Entry.objects.filter(pk=stage.entries[0].pk).update(state="disqualified")
    with pytest.raises(Conflict) as refused:
        stage.score(0, 0, 8, 16)
    assert code_of(refused) == "judging_entry_gone"


def test_recused_sheet_leaves_the_count_and_stays_in_the_record():
    stage = make_stage(clips=1)
    assignment = stage.score(0, 0, 8, 16)
    stage.score(1, 0, 6, 12)
    services.recuse(assignment, by=stage.judges[0], reason="Người quen")
    assert Ballot.objects.filter(assignment=assignment).exists()
    assert Recusal.objects.get().reason == "Người quen"
    stage.close()
    matrix = queries.sheet_matrix(stage.round)
    assert [row.values for row in matrix.rows] == [(Decimal(6), Decimal(12))]
    assert len(matrix.recused) == 1


def test_accepted_entry_joins_an_open_round_and_a_removed_one_leaves_it():
    stage = make_stage(judges=2, clips=2)
    units.add_member(stage.units[0], stage.judges[0], by=stage.organiser)
    late = factories_showcase.clip(stage.contest, stage.units[0])
    entry_accepted.send(sender=Entry, entry=late)
    assert list(Assignment.objects.filter(entry=late).values_list("judge_id", "position")) == [(stage.judges[1].pk, 3)]
    entry_removed.send(sender=Entry, entry=late)
    assert Assignment.objects.get(entry=late).state == AssignmentState.CANCELLED
    entry_accepted.send(sender=Entry, entry=late)
    assert Assignment.objects.get(entry=late).state == AssignmentState.ASSIGNED


# Closing


def test_closing_with_sheets_missing_needs_a_reason():
    stage = make_stage()
    stage.score(0, 0, 8, 16)
    with pytest.raises(DomainError) as refused:
        stage.close()
    assert (code_of(refused), refused.value.params["missing"]) == ("round_close_needs_reason", 5)
    stage.close("Quá hạn")
    line = within(stage.contest).get(action="round.closed")
    assert (line.reason, line.details["missing"]) == ("Quá hạn", 5)


def test_round_without_any_sheet_cannot_be_closed():
    stage = make_stage()
    with pytest.raises(Conflict) as refused:
        stage.close("Không ai chấm")
    assert code_of(refused) == "round_has_no_sheets"


def test_scores_are_sealed_until_the_round_is_closed():
    stage = make_stage(clips=1)
    stage.score_all([[(8, 16), (6, 12)]])
    with pytest.raises(Conflict) as refused:
        queries.sheet_matrix(stage.round)
    assert code_of(refused) == "round_scores_sealed"
    stage.close()
    assert len(queries.sheet_matrix(stage.round).rows) == 2


def test_matrix_names_clips_without_a_sheet():
    stage = make_stage(clips=2)
    stage.score(0, 0, 8, 16)
    stage.close("Thiếu người")
    matrix = queries.sheet_matrix(stage.round)
    assert [entry.pk for entry in matrix.unscored] == [stage.entries[1].pk]


def test_numbers_of_judges_do_not_follow_the_panels_list():
    orders = set()
    for _try in range(8):
        stage = make_stage(judges=3, clips=1)
        numbers = queries.judge_numbers(stage.round)
        assert queries.judge_numbers(stage.round) == numbers
        orders.add(tuple(numbers[judge.pk] for judge in stage.judges))
    assert len(orders) > 1


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_saves_of_one_sheet_never_overwrite_each_other():
    stage = make_stage(judges=1, clips=1)
    first = stage.criteria[0].pk
    assignment, judge = stage.assignment(), stage.judges[0]
    gate, outcomes = threading.Barrier(2), []

    def save(value):
        try:
            gate.wait(10)
            services.save_sheet(assignment, by=judge, version=0, scores={first: Decimal(value)})
            outcomes.append(value)
        except StaleSheet:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(value,)) for value in (7, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, outcomes)) in (["7", "stale"], ["9", "stale"])
    kept = next(value for value in outcomes if value != "stale")
    assert Ballot.objects.get().version == 1
    assert Score.objects.get().value == kept
