from pathlib import Path

import pytest

from lantoa.config import env


def test_flag_reads_words(monkeypatch):
    monkeypatch.setenv("LANTOA_X", "yes")
    assert env.flag("LANTOA_X") is True


def test_flag_refuses_other_words(monkeypatch):
    monkeypatch.setenv("LANTOA_X", "perhaps")
    with pytest.raises(env.BadSetting, match=r"LANTOA_X must be 1 or 0") as refusal:
        env.flag("LANTOA_X")
    assert refusal.value.code == 2


def test_number_refuses_less_than_least(monkeypatch):
    monkeypatch.setenv("LANTOA_X", "1")
    with pytest.raises(env.BadSetting, match="at least 2"):
        env.number("LANTOA_X", 5, least=2)


def test_database_defaults_to_durable_sqlite():
    made = env.database("", default=Path("/data/x.sqlite3"))
    assert made["NAME"] == "/data/x.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in made["OPTIONS"]["init_command"]


def test_database_reads_a_postgresql_address_with_socket():
    made = env.database("postgresql://anna:p%40ss@/contest?host=%2Frun%2Fpg", default=Path("x"))
    assert (made["NAME"], made["USER"], made["PASSWORD"], made["HOST"]) == (
        "contest",
        "anna",
        "p@ss",
        "/run/pg",
    )


def test_database_refuses_another_kind():
    with pytest.raises(env.BadSetting, match="mysql"):
        env.database("mysql://x/y", default=Path("x"))


def test_secret_key_is_made_once_and_private(tmp_path, monkeypatch):
    monkeypatch.delenv("LANTOA_SECRET_KEY", raising=False)
    folder = env.DataDir(tmp_path / "var")
    first = folder.secret_key()
    assert folder.secret_key() == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0
