"""Against a real server: another tus client, and a line that is cut."""

import hashlib
import random
import socket
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from tests.base.uploads.conftest import metadata
from tusclient.client import TusClient

from lantoa.base.uploads import services
from lantoa.base.uploads.models import State, Upload

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "b" * 32


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(random.Random(5).randbytes(9_000_000))
    return path


@pytest.fixture
def stream(file):
    # tuspy opens a file anew for each question and never closes it.
    with file.open("rb") as opened:
        yield opened


@pytest.fixture
def headers(client_for, owner):
    session = client_for(owner).cookies[django_settings.SESSION_COOKIE_NAME].value
    return {"Cookie": f"{django_settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


def test_tuspy_sends_a_file(live_server, file, stream, headers, ticket):
    client = TusClient(f"{live_server.url}/uploads/", headers=headers)
    told = {"ticket": str(ticket.pk), "filename": "clip.mp4", "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    uploader = client.uploader(file_stream=stream, chunk_size=4_000_000, metadata=told, upload_checksum=True)
    uploader.upload()
    upload = Upload.objects.get()
    assert (upload.state, upload.offset) == (State.COMPLETE, 9_000_000)
    assert services.path_of(upload).read_bytes() == file.read_bytes()


def test_tuspy_resumes_where_it_stopped(live_server, file, stream, headers, ticket):
    client = TusClient(f"{live_server.url}/uploads/", headers=headers)
    first = client.uploader(file_stream=stream, chunk_size=2_000_000, metadata={"ticket": str(ticket.pk)})
    first.upload_chunk()
    first.upload_chunk()
    second = client.uploader(file_stream=stream, chunk_size=2_000_000, url=first.url)
    assert second.get_offset() == 4_000_000
    second.upload()
    assert services.path_of(Upload.objects.get()).read_bytes() == file.read_bytes()


def test_cut_line_keeps_what_arrived(live_server, file, stream, headers, ticket):
    data = file.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    upload = _begin(live_server, headers, len(data), metadata(ticket=str(ticket.pk), sha256=sha256))
    _send_and_cut(live_server, f"/uploads/{upload.pk}", headers, data, 5_500_000)
    kept = _wait_for_offset(upload)
    assert kept >= 5_000_000
    client = TusClient(f"{live_server.url}/uploads/", headers=headers)
    client.uploader(file_stream=stream, chunk_size=4_000_000, url=f"{live_server.url}/uploads/{upload.pk}").upload()
    upload.refresh_from_db()
    assert (upload.state, upload.sha256) == (State.COMPLETE, sha256)


def test_cut_line_keeps_nothing_of_a_part_with_a_checksum(live_server, file, headers, ticket):
    data = file.read_bytes()
    upload = _begin(live_server, headers, len(data), metadata(ticket=str(ticket.pk)))
    told = {**headers, "Upload-Checksum": "sha1 " + "A" * 27 + "="}
    _send_and_cut(live_server, f"/uploads/{upload.pk}", told, data, 3_000_000)
    _wait_until_free(upload)
    assert upload.offset == 0


def _begin(live_server, headers, size, told):
    import requests

    tus = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": told}
    answer = requests.post(f"{live_server.url}/uploads/", headers={**headers, **tus}, timeout=20)
    assert answer.status_code == 201, answer.text
    return Upload.objects.get()


def _send_and_cut(live_server, path, headers, data, sent):
    parts = urlsplit(live_server.url)
    told = {
        "Host": parts.netloc,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(len(data)),
        **headers,
    }
    head = f"PATCH {path} HTTP/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in told.items()) + "\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as line:
        line.sendall(head.encode() + data[:sent])


def _wait_until_free(upload):
    deadline = time.monotonic() + 20
    time.sleep(0.3)
    while time.monotonic() < deadline:
        upload.refresh_from_db()
        if not upload.writer:
            return
        time.sleep(0.05)
    pytest.fail("the writer never let go")


def _wait_for_offset(upload):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        upload.refresh_from_db()
        if upload.offset and not upload.writer:
            return upload.offset
        time.sleep(0.05)
    pytest.fail(f"nothing was kept on {connection.vendor}")
