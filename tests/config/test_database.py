import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from lantoa.config.database import check_connection


@pytest.fixture
def sqlite(db):
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only")
    return connection


def test_connection_is_durable(sqlite):
    with sqlite.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1


@pytest.mark.django_db(transaction=True)
def test_connection_that_may_lose_votes_is_refused():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        with pytest.raises(ImproperlyConfigured, match="synchronous=FULL"):
            check_connection(None, connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
