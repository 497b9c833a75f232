import base64
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from tests import factories

from lantoa.base.uploads import services
from lantoa.pure.kernel import clock

TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}
STREAM = "application/offset+octet-stream"


def metadata(**words):
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


def checksum(data, algorithm="sha256"):
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = Path(tmp_path) / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def owner(db):
    return factories.make_user("Nguyễn Thị Gửi")


@pytest.fixture
def make_ticket(owner):
    def make(**fields):
        told = {
            "purpose": "test",
            "reference": "7",
            "max_bytes": 10_000_000,
            "expires_at": clock.now() + timedelta(hours=1),
        }
        return services.issue_ticket(fields.pop("owner", owner), **{**told, **fields})

    return make


@pytest.fixture
def ticket(make_ticket):
    return make_ticket()


class Sender:
    """A tus client on Django's test client."""

    def __init__(self, client, ticket):
        self.client, self.ticket = client, ticket

    def create(self, size, *, ticket=None, headers=None, data=b"", **words):
        told = metadata(ticket=str(ticket or self.ticket.pk), filename="clip.mp4", filetype="video/mp4", **words)
        extra = {**TUS, "HTTP_UPLOAD_LENGTH": str(size), "HTTP_UPLOAD_METADATA": told, **(headers or {})}
        return self.client.generic("POST", "/uploads/", data, content_type=STREAM if data else "", **extra)

    def begin(self, size, **words):
        answer = self.create(size, **words)
        assert answer.status_code == 201, answer.content
        return answer["Location"].removeprefix("http://testserver")

    def head(self, where, **extra):
        return self.client.head(where, **{**TUS, **extra})

    def patch(self, where, data, offset=0, **extra):
        told = {**TUS, "HTTP_UPLOAD_OFFSET": str(offset), **extra}
        # Django's client leaves the type of an empty body out unless it is told twice.
        kind = told.pop("content_type", STREAM)
        return self.client.generic("PATCH", where, data, content_type=kind, CONTENT_TYPE=kind, **told)

    def delete(self, where):
        return self.client.delete(where, **TUS)


@pytest.fixture
def sender(client_for, owner, ticket):
    return Sender(client_for(owner), ticket)


@pytest.fixture
def sender_for(client_for, ticket):
    return lambda user: Sender(client_for(user), ticket)
