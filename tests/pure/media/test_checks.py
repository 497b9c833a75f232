from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lantoa.pure.media.checks import judge
from lantoa.pure.media.facts import Facts
from lantoa.pure.media.rules import TechnicalRules

RULES = TechnicalRules(
    min_seconds=420,
    max_seconds=600,
    tolerance_seconds=5,
    max_bytes=2000,
    formats=("mp4", "mov"),
    min_height=720,
)


def levels(facts, rules=RULES):
    return {finding.code: finding.level for finding in judge(facts, rules)}


def test_good_clip_passes_everything(facts):
    measured = replace(facts, decoded_seconds=480.0, black=(), frozen=(), silence=(), loudness_lufs=-18.0)
    assert set(levels(measured).values()) == {"pass"}


def test_short_clip_fails_beyond_the_tolerance(facts):
    assert levels(replace(facts, duration_seconds=415.0))["too_short"] == "pass"
    assert levels(replace(facts, duration_seconds=414.9))["too_short"] == "fail"


def test_long_clip_fails_beyond_the_tolerance(facts):
    assert levels(replace(facts, duration_seconds=605.0))["too_long"] == "pass"
    assert levels(replace(facts, duration_seconds=605.1))["too_long"] == "fail"


def test_portrait_clip_is_measured_by_its_short_side(facts):
    assert levels(replace(facts, width=720, height=1280))["too_low_resolution"] == "pass"


def test_black_clip_has_no_picture(facts):
    black = replace(facts, decoded_seconds=480.0, black=((0.0, 470.0),), frozen=(), silence=())
    assert levels(black)["mostly_black"] == "fail"


def test_truncated_clip_is_found_by_its_decoded_length(facts):
    cut = replace(facts, decoded_seconds=300.0, black=(), frozen=(), silence=())
    assert levels(cut)["truncated"] == "fail"


def test_clip_without_sound_is_a_warning(facts):
    assert levels(replace(facts, audio_codec=None))["no_sound"] == "warn"


def test_only_named_findings_block(facts):
    strict = replace(RULES, blocking=("too_short",))
    found = {
        finding.code: finding.blocking
        for finding in judge(replace(facts, duration_seconds=10, width=100, height=100), strict)
    }
    assert found["too_short"] is True
    assert found["too_low_resolution"] is False


def test_rules_survive_json():
    assert TechnicalRules.from_dict(RULES.to_dict()) == RULES


@given(st.floats(0.1, 5000), st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 60))
def test_duration_fails_exactly_outside_the_window(seconds, least, width, slack):
    rules = TechnicalRules(min_seconds=least, max_seconds=least + width, tolerance_seconds=slack)
    made = Facts(
        container="mov", duration_seconds=seconds, width=2, height=2, rotation=0, fps=1, video_codec="h264", pix_fmt="",
        size_bytes=1, bit_rate=1, stream_count=1,
    )  # fmt: skip
    failed = {finding.code for finding in judge(made, rules) if finding.level == "fail"} & {
        "too_short",
        "too_long",
    }
    outside = (least > 0 and seconds < least - slack) or (least + width > 0 and seconds > least + width + slack)
    assert bool(failed) == outside
