from fractions import Fraction

import pytest

from lantoa.pure.media.playlist import Rates, Variant, h264_codec, master, rates

MEDIA = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-MAP:URI="v240.m4s",BYTERANGE="800@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:4000@800
v240.m4s
#EXTINF:4.000000,
#EXT-X-BYTERANGE:8000@4800
v240.m4s
#EXTINF:0.100000,
#EXT-X-BYTERANGE:4000@12800
v240.m4s
#EXT-X-ENDLIST
"""


def test_rates_are_of_the_busiest_segment_and_of_all(tmp_path):
    path = tmp_path / "v240.m3u8"
    path.write_text(MEDIA)
    assert rates(path) == Rates(peak=16000, average=round(16000 * 8 / 8.1))


def test_empty_playlist_has_no_rate(tmp_path):
    path = tmp_path / "v240.m3u8"
    path.write_text("#EXTM3U\n")
    assert rates(path) == Rates(0, 0)


@pytest.mark.parametrize(
    ("init", "name"),
    [(b"....avcC\x01\x64\x00\x0d\xff", "avc1.64000d"), (b"nothing of the kind", "avc1.640028")],
)
def test_codec_name_is_read_from_the_file(init, name):
    assert h264_codec(init) == name


def variant(**changed):
    told = {"uri": "v240.m3u8", "width": 426, "height": 240, "fps": Fraction(30000, 1001), "codec": "avc1.64000d"}
    return Variant(**{**told, "rates": Rates(300, 200), **changed})


def test_master_adds_the_sound_to_every_rung():
    assert master([variant()], audio=Rates(100, 90)) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="a.m3u8"\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=400,AVERAGE-BANDWIDTH=290,RESOLUTION=426x240,FRAME-RATE=29.970,"
        'CODECS="avc1.64000d,mp4a.40.2",AUDIO="a"\nv240.m3u8\n'
    )


def test_master_without_sound_names_none():
    assert master([variant()], audio=None) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=300,AVERAGE-BANDWIDTH=200,RESOLUTION=426x240,FRAME-RATE=29.970,"
        'CODECS="avc1.64000d"\nv240.m3u8\n'
    )
