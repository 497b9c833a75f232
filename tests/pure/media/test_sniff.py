import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.pure.media.sniff import DEMUXERS, kind_of

EBML = b"\x1a\x45\xdf\xa3"
HEADS = {
    "mp4": (24).to_bytes(4, "big") + b"ftypisom" + bytes(52),
    "mov": (20).to_bytes(4, "big") + b"ftypqt  " + bytes(52),
    "mkv": EBML + b"\x9f\x42\x86\x81\x01\x42\x82\x88matroska" + bytes(40),
    "webm": EBML + b"\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40),
}


@pytest.mark.parametrize("kind", HEADS)
def test_kinds_are_told_apart(kind):
    assert kind_of(HEADS[kind]) == kind


@pytest.mark.parametrize("box", [b"moov", b"mdat", b"wide"])
def test_old_quicktime_begins_without_a_name(box):
    assert kind_of((200).to_bytes(4, "big") + box + bytes(56)) == "mov"


@pytest.mark.parametrize("head", [b"", b"\0", b"\x00\x00\x00\x02ftypisom", b"#EXTM3U\nftypisom", b"RIFF\0\0\0\0AVI "])
def test_everything_else_has_no_kind(head):
    assert kind_of(head) is None


@given(st.binary(max_size=64))
def test_any_bytes_have_a_known_kind_or_none(head):
    assert kind_of(head) in {None, *DEMUXERS}
