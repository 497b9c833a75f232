"""The one typed reader of the environment: every setting that an administrator can give."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadSetting(SystemExit):
    """A setting that cannot be used: one clear line and exit status 2."""

    def __init__(self, message: str) -> None:
        super().__init__(2)
        self.message = message

    def __str__(self) -> str:
        return self.message


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in TRUE | FALSE:
        return value in TRUE
    raise BadSetting(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise BadSetting(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


@dataclass(frozen=True)
class DataDir:
    """The folders in which an installation keeps what it must not lose."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "lantoa.sqlite3"

    @property
    def media(self) -> Path:
        """Published renditions, posters and the portal's images."""
        return self.root / "media"

    @property
    def private(self) -> Path:
        """Originals and transfers under way: never served."""
        return self.root / "private"

    @property
    def static(self) -> Path:
        return self.root / "static"

    def secret_key(self) -> str:
        """LANTOA_SECRET_KEY, else one made once and kept readable by its owner only."""
        given = text("LANTOA_SECRET_KEY")
        if given:
            return given
        kept = self.root / "secret_key"
        if kept.exists():
            return kept.read_text().strip()
        made = secrets.token_urlsafe(50)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(made)
        except FileExistsError:
            return kept.read_text().strip()
        except OSError as error:
            raise BadSetting(f"The data folder {self.root} cannot be written: {error.strerror}.") from error
        return made


#: Checked on every connection by `lantoa.config.database`.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
)


def database(url: str, *, default: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `postgresql://user:password@host:port/name?host=/socket` or `sqlite:///path`."""
    parts = urlsplit(url or f"sqlite:///{default}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path),
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise BadSetting(f"LANTOA_DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme!r}.")
