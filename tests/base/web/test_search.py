import pytest

from lantoa.base.units.models import Unit
from lantoa.base.web.search import Folded, search_marks
from lantoa.pure.kernel.text import fold

pytestmark = pytest.mark.django_db
NAMES = ["Đà Nẵng", "Đảng bộ xã Kim Sơn", "Trường THCS Nguyễn Huệ", "UỶ BAN HOÀ BÌNH"]


@pytest.fixture
def units():
    for place, name in enumerate(NAMES):
        Unit.objects.create(name=name, **({"slug": f"u{place}"} if hasattr(Unit, "slug") else {}))
    return Unit.objects.all()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("da nang", ["Đà Nẵng"]),
        ("ĐÀ NẴNG", ["Đà Nẵng"]),
        ("son kim", ["Đảng bộ xã Kim Sơn"]),
        ("uy ban hoa", ["UỶ BAN HOÀ BÌNH"]),
        ("Đà Nẵng", ["Đà Nẵng"]),
        ("hải phòng", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_search_does_not_mind_marks(units, text, found):
    assert [unit.name for unit in search_marks(units, text, "name")] == found


def test_empty_search_finds_all(units):
    assert search_marks(units, "  ", "name").count() == 4


def test_the_database_folds_as_python_does(units):
    assert {unit.name: unit.as_folded for unit in units.annotate(as_folded=Folded("name"))} == {
        name: fold(name) for name in NAMES
    }
