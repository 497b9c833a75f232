from dataclasses import replace

from lantoa.pure.media import analysis

LOG = """\
[Parsed_freezedetect_1 @ 0x7fe368003000] lavfi.freezedetect.freeze_start: 0
[Parsed_silencedetect_3 @ 0x7fe3680039c0] silence_start: -0.01
[Parsed_blackdetect_0 @ 0x7fe368002b80] black_start:0 black_end:5.9 black_duration:5.9
[Parsed_freezedetect_1 @ 0x7fe368003000] lavfi.freezedetect.freeze_duration: 4
[Parsed_freezedetect_1 @ 0x7fe368003000] lavfi.freezedetect.freeze_end: 4
[Parsed_silencedetect_3 @ 0x7fe3680039c0] silence_end: 6 | silence_duration: 6
[Parsed_freezedetect_1 @ 0x7fe368003000] lavfi.freezedetect.freeze_start: 7.2
    I:         -23.4 LUFS
    Threshold:   0.0 LUFS
"""


def test_measurements_become_facts(facts):
    seen = analysis.measured(facts, LOG, decoded_seconds=10.0)
    assert (seen.black, seen.frozen, seen.silence) == (((0.0, 5.9),), ((0.0, 4.0), (7.2, 10.0)), ((0.0, 6.0),))
    assert (seen.black_seconds, seen.silence_seconds) == (5.9, 6.0)
    assert round(seen.frozen_seconds, 3) == 6.8
    assert seen.loudness_lufs == -23.4


def test_quiet_log_means_nothing_was_found(facts):
    seen = analysis.measured(facts, "", decoded_seconds=10.0)
    assert (seen.black, seen.frozen, seen.silence, seen.loudness_lufs) == ((), (), (), None)


def test_clip_without_sound_has_no_silence(facts):
    assert analysis.measured(replace(facts, audio_codec=None), LOG, decoded_seconds=10.0).silence is None


def test_every_line_that_is_read_is_also_kept():
    assert [line for line in LOG.splitlines() if analysis.MEASUREMENTS.search(line)] == LOG.splitlines()[:-1]


def test_title_in_a_file_passes_for_no_measurement():
    told = "    title           : [Parsed_blackdetect_0 @ 0x1] black_start:0 black_end:999 I: -1 LUFS"
    assert analysis.MEASUREMENTS.search(told) is None
