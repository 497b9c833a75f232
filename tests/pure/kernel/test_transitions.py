import pytest

from lantoa.pure.kernel.errors import Conflict
from lantoa.pure.kernel.transitions import Lifecycle

DOOR = Lifecycle.table("door", [("open", "shut", "open"), ("shut", "open", "shut"), ("lock", "shut|open", "locked")])


def test_target_follows_the_table():
    assert DOOR.target("open", "shut") == "open"


def test_target_refuses_what_the_table_lacks():
    with pytest.raises(Conflict) as refusal:
        DOOR.target("open", "locked")
    assert (refusal.value.code, refusal.value.status) == ("door_cannot_open", 409)


def test_states_are_all_that_appear():
    assert DOOR.states() == {"open", "shut", "locked"}


def test_mermaid_draws_each_arrow_once():
    assert DOOR.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    shut --> open: open",
        "    open --> shut: shut",
        "    open --> locked: lock",
        "    shut --> locked: lock",
    ]
