"""The transfer over HTTP, one rule of the protocol at a time."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.dispatch import receiver
from django.test import Client
from tests.base.uploads.conftest import TUS, checksum, metadata

from lantoa.base.audit.models import AuditEvent
from lantoa.base.uploads import services, transfer
from lantoa.base.uploads.models import State, Upload
from lantoa.base.uploads.signals import upload_completed
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict

pytestmark = pytest.mark.django_db
DATA = bytes(range(256)) * 40


def the_upload():
    return Upload.objects.get()


def error_of(answer):
    return answer.json()["error"]["code"]


@pytest.fixture
def heard():
    uploads = []

    @receiver(upload_completed)
    def hear(*, upload, **_):
        uploads.append(upload)

    yield uploads
    upload_completed.disconnect(hear)


def test_file_sent_in_pieces_arrives_whole(sender, heard):
    where = sender.begin(len(DATA))
    answer = sender.patch(where, DATA[:4000])
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "4000")
    assert heard == []
    answer = sender.patch(where, DATA[4000:], 4000)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(DATA)))
    upload = the_upload()
    assert (upload.state, upload.sha256, upload.filename) == (
        State.COMPLETE,
        hashlib.sha256(DATA).hexdigest(),
        "clip.mp4",
    )
    assert services.path_of(upload).read_bytes() == DATA
    assert services.path_of(upload).stat().st_mode & 0o777 == 0o600
    assert heard == [upload]
    assert AuditEvent.objects.filter(action="upload.completed", object_id=str(upload.pk)).count() == 1


def test_head_tells_offset_length_and_expiry(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:100])
    answer = sender.head(where)
    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Length"]) == (200, "100", str(len(DATA)))
    assert answer["Upload-Expires"].endswith("GMT")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Tus-Resumable"] == "1.0.0"


def test_options_tell_what_is_spoken(sender):
    answer = sender.client.options("/uploads/")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination,checksum,expiration"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_creation_with_upload_keeps_the_first_bytes(sender):
    answer = sender.create(len(DATA), data=DATA[:700])
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "700")
    assert the_upload().offset == 700


def test_creation_with_the_whole_file_completes_it(sender, heard):
    answer = sender.create(len(DATA), data=DATA)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, str(len(DATA)))
    assert [upload.state for upload in heard] == [State.COMPLETE]


def test_patch_may_be_dressed_as_post(sender):
    where = sender.begin(len(DATA))
    extra = {**TUS, "HTTP_X_HTTP_METHOD_OVERRIDE": "PATCH", "HTTP_UPLOAD_OFFSET": "0"}
    answer = sender.client.generic("POST", where, DATA, content_type="application/offset+octet-stream", **extra)
    assert answer.status_code == 204
    assert the_upload().state == State.COMPLETE


def test_body_without_a_length_is_refused(sender):
    answer = sender.patch(sender.begin(len(DATA)), b"", HTTP_TRANSFER_ENCODING="chunked")
    assert (answer.status_code, error_of(answer)) == (411, "upload_needs_content_length")


def test_last_patch_repeated_is_answered_again(sender, heard):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA)
    answer = sender.patch(where, b"", len(DATA))
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(DATA)))
    assert len(heard) == 1


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0"])
def test_other_version_is_refused(sender, version):
    extra = {"HTTP_TUS_RESUMABLE": version} if version else {}
    for method, where in (("POST", "/uploads/"), ("HEAD", f"/uploads/{uuid.uuid4()}")):
        answer = sender.client.generic(method, where, **extra)
        assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_other_methods_are_refused(sender, method):
    where = sender.begin(5)
    answer = sender.client.generic(method, where, **TUS)
    assert (answer.status_code, answer["Allow"]) == (405, "HEAD, PATCH, DELETE, OPTIONS")


def test_wrong_offset_is_refused_and_changes_nothing(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:100])
    for offset in (0, 99, 101):
        answer = sender.patch(where, DATA[offset : offset + 50], offset)
        assert (answer.status_code, answer["Upload-Offset"], error_of(answer)) == (409, "100", "upload_wrong_offset")
    assert the_upload().offset == 100


@pytest.mark.parametrize("offset", ["", "-1", "abc", "1" * 40])
def test_offset_that_is_no_number_is_refused(sender, offset):
    answer = sender.patch(sender.begin(len(DATA)), DATA[:10], offset)
    assert (answer.status_code, error_of(answer)) == (400, "upload_needs_offset")


def test_wrong_content_type_is_refused(sender):
    answer = sender.patch(sender.begin(len(DATA)), DATA, content_type="video/mp4")
    assert (answer.status_code, error_of(answer)) == (415, "upload_wrong_type")
    assert the_upload().offset == 0


def test_more_than_declared_is_refused_and_loses_nothing(sender):
    where = sender.begin(1000)
    sender.patch(where, DATA[:600])
    answer = sender.patch(where, DATA[600:1100], 600)
    assert (answer.status_code, error_of(answer)) == (413, "upload_longer_than_declared")
    assert the_upload().offset == 600
    assert sender.patch(where, DATA[600:1000], 600).status_code == 204
    assert services.path_of(the_upload()).read_bytes() == DATA[:1000]


def test_empty_file_is_refused(sender):
    answer = sender.create(0)
    assert (answer.status_code, error_of(answer)) == (400, "upload_empty")
    assert not Upload.objects.exists()


def test_file_beyond_the_ticket_is_refused_before_it_travels(sender, make_ticket):
    small = make_ticket(max_bytes=1_500_000)
    answer = sender.create(2_500_000, ticket=small.pk)
    assert (answer.status_code, error_of(answer)) == (413, "upload_too_large")
    assert "2,5\u00a0MB" in answer.json()["error"]["message"]
    assert "1,5\u00a0MB" in answer.json()["error"]["message"]
    assert not Upload.objects.exists()


def test_full_disk_is_said_before_the_file_travels(sender, settings):
    settings.LANTOA_UPLOAD_RESERVE_BYTES = 1 << 60
    answer = sender.create(len(DATA))
    assert (answer.status_code, error_of(answer)) == (507, "upload_no_room")
    assert not Upload.objects.exists()


def test_deferred_length_is_refused(sender):
    extra = {**TUS, "HTTP_UPLOAD_DEFER_LENGTH": "1", "HTTP_UPLOAD_METADATA": metadata(ticket=str(sender.ticket.pk))}
    answer = sender.client.generic("POST", "/uploads/", **extra)
    assert (answer.status_code, error_of(answer)) == (400, "upload_needs_length")


@pytest.mark.parametrize("ticket", ["", "x", "00000000-0000-4000-8000-000000000000", "../1"])
def test_unknown_ticket_is_refused(sender, ticket):
    answer = sender.create(10, ticket=ticket or " ")
    assert (answer.status_code, error_of(answer)) == (404, "upload_ticket_unknown")


def test_expired_ticket_is_refused(sender, make_ticket):
    old = make_ticket(expires_at=clock.now() - timedelta(seconds=1))
    answer = sender.create(10, ticket=old.pk)
    assert (answer.status_code, error_of(answer)) == (403, "upload_ticket_expired")


def test_revoked_ticket_stops_also_what_is_under_way(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:10])
    assert services.revoke_tickets("test", "7") == 1
    assert error_of(sender.create(10)) == "upload_ticket_revoked"
    answer = sender.patch(where, DATA[10:], 10)
    assert (answer.status_code, error_of(answer)) == (403, "upload_ticket_revoked")
    assert the_upload().offset == 10


def test_expired_ticket_stops_also_what_is_under_way(sender):
    where = sender.begin(len(DATA))
    sender.ticket.expires_at = clock.now()
    sender.ticket.save()
    assert sender.patch(where, DATA).status_code == 403
    assert the_upload().state == State.RECEIVING


def test_anonymous_is_told_to_sign_in(sender, client_for):
    where = sender.begin(len(DATA))
    sender.client = client_for()
    for answer in (sender.create(10), sender.patch(where, DATA), sender.delete(where)):
        assert (answer.status_code, error_of(answer)) == (401, "upload_needs_sign_in")
    assert sender.head(where).status_code == 401
    assert the_upload().offset == 0


def test_outsider_meets_nothing(sender, charlie, sender_for):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:10])
    other = sender_for(charlie.user)
    assert error_of(other.create(10)) == "upload_ticket_unknown"
    for answer in (other.patch(where, DATA[10:], 10), other.delete(where), other.head(where)):
        assert answer.status_code == 404
    nowhere = f"/uploads/{uuid.uuid4()}"
    assert other.patch(where, DATA).content == other.patch(nowhere, DATA).content
    assert (the_upload().offset, the_upload().state) == (10, State.RECEIVING)


def test_forged_request_is_refused(sender, owner):
    where = sender.begin(len(DATA))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    sender.client = strict
    assert sender.patch(where, DATA).status_code == 403
    assert sender.create(10).status_code == 403
    token = "a" * 32
    strict.cookies["csrftoken"] = token
    assert sender.patch(where, DATA, HTTP_X_CSRFTOKEN=token).status_code == 204


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_checksum_is_kept_to(sender, algorithm):
    where = sender.begin(len(DATA))
    answer = sender.patch(where, DATA[:500], HTTP_UPLOAD_CHECKSUM=checksum(DATA[:500], algorithm))
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "500")
    answer = sender.patch(where, DATA[500:900], 500, HTTP_UPLOAD_CHECKSUM=checksum(b"other", algorithm))
    assert (answer.status_code, error_of(answer)) == (460, "upload_checksum_differs")
    assert the_upload().offset == 500
    assert services.path_of(the_upload()).read_bytes() == DATA[:500]


def test_unknown_checksum_is_refused(sender):
    answer = sender.patch(sender.begin(len(DATA)), DATA, HTTP_UPLOAD_CHECKSUM="crc32 AAAA")
    assert (answer.status_code, error_of(answer)) == (400, "upload_bad_checksum")


def test_file_that_is_not_the_declared_one_is_thrown_away(sender, heard):
    where = sender.begin(len(DATA), sha256=hashlib.sha256(DATA).hexdigest())
    damaged = b"x" + DATA[1:]
    answer = sender.patch(where, damaged)
    assert (answer.status_code, error_of(answer)) == (460, "upload_differs")
    assert sender.head(where)["Upload-Offset"] == "0"
    assert heard == []
    assert sender.patch(where, DATA).status_code == 204
    assert the_upload().state == State.COMPLETE


def test_refusal_of_the_room_above_leaves_the_transfer_open(sender):
    @receiver(upload_completed)
    def refuse(**_):
        raise Conflict("upload_gone")

    where = sender.begin(len(DATA))
    try:
        assert sender.patch(where, DATA).status_code == 409
        assert the_upload().state == State.RECEIVING
    finally:
        upload_completed.disconnect(refuse)
    offset = int(sender.head(where)["Upload-Offset"])
    assert sender.patch(where, DATA[offset:], offset).status_code == 204
    assert the_upload().state == State.COMPLETE


def test_termination_frees_the_bytes(sender, django_capture_on_commit_callbacks):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:100])
    with django_capture_on_commit_callbacks(execute=True):
        assert sender.delete(where).status_code == 204
    assert not services.path_of(the_upload()).exists()
    assert sender.head(where).status_code == 410
    assert error_of(sender.patch(where, DATA[100:], 100)) == "upload_gone"


def test_complete_file_cannot_be_terminated(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA)
    answer = sender.delete(where)
    assert (answer.status_code, error_of(answer)) == (409, "upload_complete")
    assert services.path_of(the_upload()).read_bytes() == DATA


def test_second_writer_waits_for_the_first(sender):
    where = sender.begin(len(DATA))
    with transfer.Writer(the_upload()):
        answer = sender.patch(where, DATA)
        assert (answer.status_code, error_of(answer)) == (423, "upload_busy")
    assert sender.patch(where, DATA).status_code == 204


def test_pages_keep_threads_when_very_many_send_at_once(sender, monkeypatch):
    where = sender.begin(len(DATA))
    monkeypatch.setattr(transfer, "_slots", transfer.threading.BoundedSemaphore(1))
    with transfer._slot():
        answer = sender.patch(where, DATA)
        assert (answer.status_code, answer["Retry-After"], error_of(answer)) == (503, "5", "upload_too_many")
    assert sender.patch(where, DATA).status_code == 204


def test_silent_writer_is_replaced_and_cannot_write_any_more(sender):
    where = sender.begin(len(DATA))
    with transfer.Writer(the_upload()) as silent:
        Upload.objects.update(writer_until=clock.now() - timedelta(seconds=1))
        assert sender.patch(where, DATA[:300]).status_code == 204
        with pytest.raises(transfer.Locked):
            silent.record(9)
    assert the_upload().offset == 300


def test_bytes_that_were_never_acknowledged_are_cut_off(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:300])
    with services.path_of(the_upload()).open("ab") as file:
        file.write(b"half a chunk that a power cut left behind")
    sender.patch(where, DATA[300:], 300)
    assert services.path_of(the_upload()).read_bytes() == DATA


def test_bytes_lost_from_the_disk_are_asked_for_again(sender):
    where = sender.begin(len(DATA))
    sender.patch(where, DATA[:300])
    services.path_of(the_upload()).write_bytes(DATA[:120])
    answer = sender.patch(where, DATA[300:], 300)
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "120")
    assert sender.patch(where, DATA[120:], 120).status_code == 204
    assert services.path_of(the_upload()).read_bytes() == DATA


def test_unfinished_transfers_of_one_ticket_are_few(sender):
    for _ in range(services.MOST_UNFINISHED + 2):
        sender.begin(100)
    assert Upload.objects.filter(state=State.RECEIVING).count() == services.MOST_UNFINISHED


def test_refusals_are_in_the_readers_language(sender):
    assert sender.create(0).json()["error"]["message"] == "Tệp này trống. Bạn hãy chọn tệp clip đã xuất xong."
    sender.client.cookies["lantoa_language"] = "en"
    answer = sender.create(0)
    assert answer.json()["error"]["message"] == "This file is empty. Please choose the finished clip."


def test_sweep_removes_what_ran_out_and_what_belongs_to_nobody(sender, private, django_capture_on_commit_callbacks):
    where = sender.begin(100)
    sender.patch(where, b"abc")
    upload = the_upload()
    stranger = private / "uploads" / f"{uuid.uuid4()}.part"
    stranger.write_bytes(b"x")
    now = clock.now()
    assert services.sweep(now) == 0
    with django_capture_on_commit_callbacks(execute=True):
        # Three: the cancelled transfer, its bytes (which in life go with the commit) and the stranger.
        assert services.sweep(now + timedelta(days=2)) == 3
    assert not stranger.exists()
    assert not services.path_of(upload).exists()
    assert the_upload().state == State.TERMINATED
    assert services.sweep(now + timedelta(days=2)) == 0


def test_sweep_keeps_complete_files(sender):
    sender.patch(sender.begin(len(DATA)), DATA)
    services.sweep(clock.now() + timedelta(days=400))
    assert services.path_of(the_upload()).read_bytes() == DATA
