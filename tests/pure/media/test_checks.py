import json
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


SECONDS = st.floats(0, 5000)
SPANS = st.lists(st.tuples(SECONDS, SECONDS).map(lambda pair: tuple(sorted(pair))), max_size=4).map(tuple)
ANY_RULES = st.builds(
    TechnicalRules,
    min_seconds=SECONDS,
    max_seconds=SECONDS,
    tolerance_seconds=st.floats(0, 60),
    max_bytes=st.integers(0, 10**12),
    formats=st.lists(st.sampled_from(["mp4", "mov", "mkv", "webm"]), unique=True).map(tuple),
    min_height=st.integers(0, 2160),
    blocking=st.lists(st.sampled_from(["too_short", "too_long", "no_sound", "mostly_silent", "truncated"])).map(tuple),
)
ANY_FACTS = st.builds(
    Facts,
    container=st.sampled_from(["mp4", "mov", "mkv", "webm"]),
    duration_seconds=SECONDS,
    width=st.integers(1, 8000),
    height=st.integers(1, 8000),
    rotation=st.sampled_from([0, 90, 180, 270]),
    fps=st.floats(0, 240),
    video_codec=st.just("h264"),
    pix_fmt=st.just("yuv420p"),
    size_bytes=st.integers(0, 10**12),
    bit_rate=st.integers(0, 10**9),
    stream_count=st.integers(1, 16),
    audio_codec=st.sampled_from([None, "aac"]),
    decoded_seconds=st.none() | SECONDS,
    black=st.none() | SPANS,
    frozen=st.none() | SPANS,
    silence=st.none() | SPANS,
    loudness_lufs=st.none() | st.floats(-70, 0),
)


@given(ANY_FACTS, ANY_RULES)
def test_findings_are_one_of_a_kind_and_only_failures_block(seen, rules):
    findings = judge(seen, rules)
    codes = [finding.code for finding in findings]
    assert len(codes) == len(set(codes))
    assert all(finding.level in {"pass", "warn", "fail"} for finding in findings)
    assert all(finding.blocking == (finding.level == "fail" and finding.code in rules.blocking) for finding in findings)


@given(ANY_FACTS)
def test_facts_survive_json(seen):
    assert Facts.from_dict(json.loads(json.dumps(seen.to_dict()))) == seen


@given(ANY_FACTS, ANY_RULES)
def test_findings_can_be_kept_as_json(seen, rules):
    for finding in judge(seen, rules):
        assert json.loads(json.dumps(finding.params)) == finding.params


@given(ANY_FACTS)
def test_no_rules_refuse_nothing(seen):
    assert not any(finding.blocking for finding in judge(seen, TechnicalRules()))


def test_kinds_of_one_family_are_told_apart(facts):
    only_mp4 = TechnicalRules(formats=("mp4",))
    assert levels(facts, only_mp4)["wrong_format"] == "pass"
    assert levels(replace(facts, container="mov"), only_mp4)["wrong_format"] == "fail"
    assert levels(replace(facts, container="webm"), TechnicalRules(formats=("mkv",)))["wrong_format"] == "pass"


def test_head_that_lies_about_the_length_does_not_help(facts):
    longer = replace(facts, duration_seconds=480.0, decoded_seconds=540.0, black=(), frozen=(), silence=())
    assert levels(longer, TechnicalRules(max_seconds=500))["too_long"] == "fail"


def test_missing_sound_fails_when_the_rules_ask_for_it(facts):
    mute = replace(facts, audio_codec=None)
    found = {finding.code: finding for finding in judge(mute, TechnicalRules(blocking=("no_sound",)))}
    assert (found["no_sound"].level, found["no_sound"].blocking) == ("fail", True)


def test_silent_clip_is_a_warning(facts):
    silent = replace(facts, decoded_seconds=480.0, black=(), frozen=(), silence=((0.0, 479.0),))
    assert levels(silent)["mostly_silent"] == "warn"
