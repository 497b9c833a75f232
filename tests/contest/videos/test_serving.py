import uuid
from datetime import timedelta

import pytest
from tests import factories
from tests.contest.videos.makers import make_video

from lantoa.base.jobs import worker
from lantoa.contest.videos import access, services
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(clip):
    made = make_video(source=clip)
    worker.run_until_idle()
    return Video.objects.get(pk=made.pk)


@pytest.fixture
def public(video):
    services.set_public([video.pk], True)
    video.refresh_from_db()
    return video


@pytest.fixture
def viewer(client_for):
    client = client_for(user := factories.make_user())
    client.user = user
    return client


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_public_video_plays_for_everybody(public, client):
    url = access.playback_url(public, None)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/vnd.apple.mpegurl"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"v240.m3u8" in body(answer)
    for name, kind in (
        ("v240.m3u8", "application/vnd.apple.mpegurl"),
        ("a.m4s", "video/mp4"),
        ("poster.jpg", "image/jpeg"),
    ):
        answer = client.get(url.replace("master.m3u8", name))
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert body(answer)


def test_part_of_a_file_can_be_asked_for(public, client):
    url = access.playback_url(public, None).replace("master.m3u8", "v240.m4s")
    answer = client.get(url, HTTP_RANGE="bytes=10-19")
    assert answer.status_code == 206
    assert len(body(answer)) == 10


def test_private_video_plays_for_the_person_it_was_signed_for(video, viewer):
    url = access.playback_url(video, viewer.user)
    answer = viewer.get(url)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")
    assert viewer.get(url.replace("master.m3u8", "v240.m4s")).status_code == 200


def test_signed_address_is_worth_nothing_to_others(video, viewer, charlie, client):
    url = access.playback_url(video, viewer.user)
    assert charlie.get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_signed_address_runs_out(video, viewer):
    now = clock.now()
    token = access._token(viewer.user, video.pk, now)
    file = (video.pk, video.media_key, "master.m3u8")
    assert access.signed_file(viewer.user, token, *file, now=now + timedelta(hours=3, minutes=29))
    with pytest.raises(access.Http404):
        access.signed_file(viewer.user, token, *file, now=now + timedelta(hours=4))


def test_signed_address_is_for_one_video(video, viewer, clip):
    other = make_video(source=clip)
    worker.run_until_idle()
    other.refresh_from_db()
    mine, theirs = access.playback_url(video, viewer.user), access.playback_url(other, viewer.user)
    token = mine.split("/")[3]
    assert viewer.get(theirs.replace(theirs.split("/")[3], token)).status_code == 404
    assert viewer.get(mine.replace(token, token[:-2] + "xx")).status_code == 404


def test_signed_address_stays_the_same_for_a_while(video, viewer):
    now = clock.now().replace(minute=1)
    made = {access.poster_url(video, viewer.user, now=now + timedelta(minutes=minutes)) for minutes in (0, 10, 25)}
    assert len(made) == 1


def test_no_address_without_a_right_or_a_file(video, client_for):
    assert access.playback_url(video, None) == ""
    from django.contrib.auth.models import AnonymousUser

    assert access.playback_url(video, AnonymousUser()) == ""
    assert access.playback_url(make_video(), factories.make_user()) == ""
    assert access.poster_url(None, factories.make_user()) == ""


def test_private_and_missing_videos_look_alike(video, charlie):
    private = charlie.get(f"/media/v/{video.pk}/{video.media_key}/master.m3u8")
    missing = charlie.get(f"/media/v/{uuid.uuid4()}/{video.media_key}/master.m3u8")
    assert private.status_code == missing.status_code == 404


def test_withdrawn_video_is_gone_at_once(public, client):
    url = access.playback_url(public, None)
    services.set_public([public.pk], False)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "v1080.m4s",
        "v240.mp4",
        "..%2Fmaster.m3u8",
        "master.m3u8%00",
        "master.M3U8",
        "v240.m3u8.bak",
        "facts.json",
        "v２40.m4s",
        "a.m4s%0a",
    ],
)
def test_other_names_are_not_served(public, client, name):
    url = access.playback_url(public, None).replace("master.m3u8", name)
    assert client.get(url).status_code in {400, 404}
    assert client.get(url).status_code == (400 if "%00" in name else 404)


def test_former_publication_is_not_served(public, client):
    url = access.playback_url(public, None)
    other = "1" if public.media_key.endswith("0") else "0"
    Video.objects.update(media_key=public.media_key[:-1] + other)
    assert client.get(url).status_code == 404


def test_only_reading_is_allowed(public, client):
    assert client.post(access.playback_url(public, None)).status_code == 405


def test_original_is_nowhere_served(public, client):
    for path in (
        f"/uploads/{public.upload_id}",
        f"/media/{public.upload_id}.part",
        f"/files/uploads/{public.upload_id}.part",
    ):
        assert client.get(path).status_code in {404, 405}
