from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests import factories

from lantoa.base.units import queries, services
from lantoa.base.units.models import Kind, Unit
from lantoa.pure.kernel.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    root = factories.make_unit("Đảng bộ thị xã")
    ward = factories.make_unit("Đảng bộ phường", parent=root, order=1)
    cell = factories.make_unit("Chi bộ 1", parent=ward, order=1)
    other = factories.make_unit("Đảng bộ xã", parent=root, order=2)
    return root, ward, cell, other


def test_descendants_are_all_below(tree):
    root, ward, cell, other = tree
    assert set(queries.descendants(root)) == {ward, cell, other}
    assert set(queries.descendants(cell)) == set()


def test_conflict_covers_own_units_and_all_above(tree):
    root, ward, cell, _ = tree
    user = factories.make_user()
    services.add_member(cell, user, by=user)
    assert queries.conflict_unit_ids(user) == {root.pk, ward.pk, cell.pk}
    assert queries.conflict_unit_ids(factories.make_user()) == set()


def test_tree_lists_parents_before_children(tree):
    root, ward, cell, other = tree
    assert queries.as_tree(Unit.objects.all()) == [(0, root), (1, ward), (2, cell), (1, other)]


def test_unit_cannot_come_under_itself(tree):
    root, _, cell, _ = tree
    for parent in (root, cell):
        with pytest.raises(Conflict) as refusal:
            services.update_unit(root, by=None, name=root.name, kind=Kind.PARTY, parent=parent)
        assert refusal.value.code == "unit_under_itself"
    root.refresh_from_db()
    assert root.parent is None


def test_name_is_normalised_and_folded():
    unit = factories.make_unit("  Đảng bộ   phường\u200b Lê Lợi ")
    assert (unit.name, unit.folded) == ("Đảng bộ phường Lê Lợi", "dang bo phuong le loi")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "  "}, "unit_needs_name"),
        ({"name": "a" * 201}, "unit_name_too_long"),
        ({"name": "a", "short_name": "b" * 81}, "unit_name_too_long"),
        ({"name": "a", "kind": "nothing"}, "unit_kind_unknown"),
        ({"name": "a", "order": -1}, "unit_order_bad"),
        ({"name": "a", "valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "unit_validity_reversed"),
    ],
)
def test_bad_unit_is_refused(fields, code):
    with pytest.raises(DomainError) as refusal:
        services.create_unit(fields.pop("name"), by=None, **{"kind": Kind.PARTY, **fields})
    assert refusal.value.code == code
    assert Unit.objects.count() == 0


def test_same_name_twice_in_one_place_is_refused(tree):
    root = tree[0]
    for parent, name in ((root, "Đảng bộ xã"), (None, "Đảng bộ thị xã")):
        with pytest.raises(Conflict, match="unit_name_taken"):
            factories.make_unit(name, parent=parent)
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.create(name=name, parent=parent, folded="x")
    assert factories.make_unit("Đảng bộ xã").parent is None


def test_pasted_list_skips_what_is_there(tree):
    root = tree[0]
    made, skipped = services.create_units(
        ["Đảng bộ xã", " Xã  Mới", "", "Xã Mới", "Xã Hai"], kind=Kind.PARTY, by=None, parent=root
    )
    assert [(unit.name, unit.order) for unit in made] == [("Xã Mới", 3), ("Xã Hai", 4)]
    assert skipped == ["Đảng bộ xã"]


def test_pasted_list_is_all_or_nothing():
    with pytest.raises(DomainError, match="unit_name_too_long"):
        services.create_units(["Xã Mới", "a" * 201], kind=Kind.PARTY, by=None)
    assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    ("names", "code"), [([], "unit_list_empty"), ([str(n) for n in range(501)], "unit_list_too_long")]
)
def test_empty_or_endless_list_is_refused(names, code):
    with pytest.raises(DomainError, match=code):
        services.create_units(names, kind=Kind.PARTY, by=None)


def test_unit_in_use_cannot_be_deleted(tree):
    root, _, cell, _ = tree
    with pytest.raises(Conflict, match="unit_in_use"):
        services.delete_unit(root, by=None)
    services.delete_unit(cell, by=None)
    assert Unit.objects.count() == 3


def test_member_may_become_and_cease_to_be_a_representative(tree):
    unit, user = tree[2], factories.make_user()
    services.add_member(unit, user, by=user)
    assert not queries.represented_units(user).exists()
    services.add_member(unit, user, represents=True, by=user)
    assert list(queries.represented_units(user)) == [unit]
    services.remove_member(unit, user, by=user)
    services.remove_member(unit, user, by=user)
    assert unit.memberships.count() == 0
