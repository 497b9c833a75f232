import pytest
from tests import factories

from lantoa.base.audit import labels, queries, services
from lantoa.base.audit.labels import AlreadyRegistered

pytestmark = pytest.mark.django_db


def test_event_speaks_the_words_of_its_room():
    unit = factories.make_unit("Chi bộ 1", by=factories.make_user("An"))
    line = queries.history(unit).get()
    assert (line.action, str(line.label), line.actor_name) == ("unit.created", "đã thêm đơn vị", "An")


def test_event_without_words_shows_its_action():
    unit = factories.make_unit()
    assert services.record("no.words", unit, by=None).label == "no.words"


def test_label_may_be_made_of_details():
    unit, user = factories.make_unit(), factories.make_user("Bình")
    factories.make_representative(unit, user)
    assert queries.history(unit).first().label == "đã cử Bình làm người đại diện"


def test_one_action_has_words_of_one_room():
    with pytest.raises(AlreadyRegistered):
        labels.register({"unit.created": "something else"})


def test_scope_gathers_lines_of_everything_in_it():
    contest = factories.make_contest()
    assert queries.within(contest).filter(action="contest.opened").count() == 1
    assert queries.within(factories.make_contest()).filter(object_id=contest.pk).count() == 0
