from hypothesis import given
from hypothesis import strategies as st

from lantoa.pure.media.ladder import ladder


def sides(width, height):
    return [rung.short_side for rung in ladder(width, height)]


def test_ladder_of_the_reference_clips_has_one_rung():
    assert sides(426, 240) == [240]


def test_ladder_of_full_hd_has_four_rungs():
    assert sides(1920, 1080) == [240, 480, 720, 1080]


def test_portrait_is_scaled_by_its_short_side():
    top = ladder(1080, 1920)[-1]
    assert (top.width, top.height) == (1080, 1920)


def test_tiny_picture_keeps_its_size():
    only = ladder(160, 121)[0]
    assert (only.width, only.height) == (160, 120)


@given(st.integers(2, 8000), st.integers(2, 4300))
def test_no_rung_is_larger_than_its_source_or_odd(width, height):
    rungs = ladder(width, height)
    assert rungs
    assert all(min(r.width, r.height) <= max(2, min(width, height)) for r in rungs)
    assert all(r.width % 2 == 0 and r.height % 2 == 0 for r in rungs)
    assert [r.short_side for r in rungs] == sorted({r.short_side for r in rungs})
