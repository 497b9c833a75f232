import os

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from lantoa.base.web.http import Unsatisfiable, parse_range, respond_file

factory = RequestFactory()
BODY = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "clip.mp4"
    path.write_bytes(BODY)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def ask(path, method="get", etag="abc", **headers):
    request = getattr(factory, method)("/clip.mp4", headers=headers)
    return respond_file(request, path, content_type="video/mp4", etag=etag, max_age=60)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_whole_file(clip):
    response = ask(clip)
    assert (response.status_code, body(response)) == (200, BODY)
    assert response["Content-Length"] == str(len(BODY))
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == '"abc"'
    assert response["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=10000-", 10000, 10239),
        ("bytes=-100", 10140, 10239),
        ("bytes=-99999", 0, 10239),
        ("bytes=10239-99999", 10239, 10239),
    ],
)
def test_part(clip, header, first, last):
    response = ask(clip, Range=header)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/10240"
    assert body(response) == BODY[first : last + 1]
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("header", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_range_outside_the_file(clip, header):
    response = ask(clip, Range=header)
    assert (response.status_code, response["Content-Range"], response.content) == (416, "bytes */10240", b"")


@pytest.mark.parametrize(
    "header",
    [
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "items=0-1",
        "bytes=0-1,4-5",
        "bytes=a-b",
        "bytes=0x1-2",
        "bytes=1-" + "9" * 40,
        "bytes=٣-٤",
    ],
)
def test_range_that_must_be_ignored(clip, header):
    response = ask(clip, Range=header)
    assert (response.status_code, body(response)) == (200, BODY)


def test_head_has_the_length_and_no_body(clip):
    response = ask(clip, "head", Range="bytes=0-9")
    assert (response.status_code, response["Content-Length"], response.content) == (200, "10240", b"")


@pytest.mark.parametrize("tag", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_known_file_is_not_sent_again(clip, tag):
    response = ask(clip, **{"If-None-Match": tag})
    assert (response.status_code, response["ETag"], response.content) == (304, '"abc"', b"")


def test_another_tag_sends_the_file_whatever_its_date(clip):
    response = ask(clip, **{"If-None-Match": '"x"', "If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT"})
    assert response.status_code == 200
    body(response)


def test_date_decides_where_no_tag_was_given(clip):
    assert ask(clip, **{"If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT"}).status_code == 304


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ('"abc"', 206),
        ('"old"', 200),
        ('W/"abc"', 200),
        ("Tue, 14 Nov 2023 22:13:20 GMT", 206),
        ("Tue, 14 Nov 2023 22:13:19 GMT", 200),
        ("nonsense", 200),
    ],
)
def test_if_range(clip, condition, status):
    response = ask(clip, Range="bytes=0-9", **{"If-Range": condition})
    assert response.status_code == status
    body(response)


def test_only_reading(clip):
    assert ask(clip, "post").status_code == 405


def test_empty_file(tmp_path):
    path = tmp_path / "empty.vtt"
    path.write_bytes(b"")
    response = ask(path)
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "0", b"")
    assert ask(path, Range="bytes=0-").status_code == 416


def test_download_name_may_be_vietnamese(clip):
    response = respond_file(factory.get("/"), clip, content_type="video/mp4", filename="Đường Lâm.mp4")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C4%90%C6%B0%E1%BB%9Dng%20L%C3%A2m.mp4"
    body(response)


def test_missing_file_is_the_callers_affair(tmp_path):
    with pytest.raises(FileNotFoundError):
        ask(tmp_path / "none.mp4")


@given(st.text(max_size=30), st.integers(0, 1000))
def test_any_header_gives_a_part_of_the_file_or_none(text, size):
    try:
        span = parse_range("bytes=" + text, size)
    except Unsatisfiable:
        return
    assert span is None or 0 <= span.first <= span.last < size


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 400))
def test_first_and_last_are_clamped_to_the_file(first, last, size):
    if first >= size and last >= first:
        with pytest.raises(Unsatisfiable):
            parse_range(f"bytes={first}-{last}", size)
        return
    span = parse_range(f"bytes={first}-{last}", size)
    wanted = list(range(size))[first : last + 1]
    assert (list(range(span.first, span.last + 1)) if span else []) == wanted
