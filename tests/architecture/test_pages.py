"""Pages written from the code say what the code says."""

from lantoa.config import pages


def test_states_are_those_of_the_code():
    assert pages.STATES.read_text(encoding="utf-8") == pages.states(), "run ./lantoa docs"


def test_every_lifecycle_is_on_the_page():
    subjects = {table.subject for table in pages.lifecycles().values()}
    assert {"contest", "entry", "video", "round"} <= subjects
