"""Golden command lines: every run is guarded, every rung comes from one decode."""

from dataclasses import replace
from pathlib import Path

import pytest

from lantoa.pure.media import commands
from lantoa.pure.media.ladder import ladder

CLEAN = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
FFMPEG, SOURCE, OUT = Path("/bin/ffmpeg"), Path("/job/in.bin"), Path("/job/out")


def encode(facts, **options):
    return commands.encode(FFMPEG, SOURCE, OUT, facts, ladder(facts.width, facts.height), **options)


def test_input_is_opened_once_and_guarded(facts):
    argv = encode(facts)
    assert argv.count("-i") == 1
    before = argv[: argv.index("-i")]
    for option in (
        "-protocol_whitelist",
        "-format_whitelist",
        "-codec_whitelist",
        "-max_pixels",
        "-max_alloc",
        "-max_streams",
        "-t",
    ):
        assert option in before
    assert before[before.index("-protocol_whitelist") + 1] == "file"
    assert "hls" not in before[before.index("-format_whitelist") + 1]


def test_packaging_is_guarded_too():
    argv = commands.package(FFMPEG, OUT, "v240")
    assert argv[argv.index("-protocol_whitelist") + 1] == "file"
    assert argv[argv.index("-c") + 1] == "copy"


def test_graph_of_one_rung(facts):
    small = replace(facts, width=426, height=240, fps=10.0)
    assert commands.graph(small, ladder(426, 240)) == (
        "[0:v:0]fps=10:start_time=0,scale=426:240:flags=bicubic,setsar=1,format=yuv420p,split=3[q][p][s0];"
        "[q]fps=5,scale=320:-2:flags=fast_bilinear,blackdetect=d=2:pix_th=0.10,freezedetect=n=0.003:d=3[qo];"
        "[p]fps=0.05,thumbnail=3[po];[0:a:0]ebur128=framelog=quiet,silencedetect=n=-50dB:d=3[ao]"
    )


def test_graph_scales_from_rung_to_rung(facts):
    graph = commands.graph(facts, ladder(1920, 1080))
    assert "split=4[q][p][s0][d0]" in graph
    assert "[d0]scale=1280:720:flags=bicubic,split=2[s1][d1]" in graph
    assert "[d1]scale=852:480:flags=bicubic,split=2[s2][d2]" in graph
    assert "[d2]scale=426:240:flags=bicubic[s3]" in graph


def test_keyframes_are_aligned_on_every_rung(facts):
    argv = encode(facts)
    gops = [argv[place + 1] for place, word in enumerate(argv) if word == "-g"]
    assert gops == ["120"] * 4
    assert argv.count("-sc_threshold") == 4


def test_metadata_is_dropped_from_every_output(facts):
    argv = encode(facts)
    assert argv.count("-map_metadata") == len([word for word in argv if str(word).startswith("/job/out/")])


def test_small_aac_is_copied_and_large_sound_is_not(facts):
    assert "copy" in encode(facts)
    assert "copy" not in encode(replace(facts, audio_bit_rate=320_000))
    assert "copy" not in encode(replace(facts, audio_codec="opus"))
    assert "copy" not in encode(facts, tolerant=True)
    assert "copy" not in encode(replace(facts, audio_start=0.5))


def test_clip_without_sound_asks_for_none(facts):
    argv = encode(replace(facts, audio_codec=None))
    assert "0:a:0" not in argv
    assert "ebur128" not in " ".join(argv)


def test_frame_rate_never_exceeds_sixty(facts):
    assert commands.output_fps(replace(facts, fps=120.0)) == 60.0


@pytest.mark.parametrize(
    ("told", "made"),
    [(0, "25"), (10, "10"), (7.5, "15/2"), (29.97, "30000/1001"), (29.83, "30000/1001"), (30.2, "30"), (240, "60")],
)
def test_frame_rates_are_brought_to_what_they_mean(told, made, facts):
    assert str(commands.output_fps(replace(facts, fps=told))) == made


def test_damaged_clip_is_read_with_patience(facts):
    before = encode(facts, tolerant=True)
    assert before[before.index("-err_detect") + 1] == "ignore_err"
    assert before.index("-err_detect") < before.index("-i")


def test_command_of_the_reference_clip(facts):
    """The whole line, so that a change of it is seen."""
    small = replace(facts, width=426, height=240, fps=10.0)
    assert encode(small) == [
        "/bin/ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "info", "-nostats", "-y", "-progress", "pipe:1",
        "-stats_period", "1", "-filter_complex_threads", "1", "-threads", "1", "-protocol_whitelist", "file",
        "-format_whitelist", "mov,matroska", "-codec_whitelist", commands.CODECS, "-max_pixels", "35389440",
        "-max_alloc", "536870912", "-max_streams", "16", "-t", "540.000", "-i", "/job/in.bin",
        "-filter_complex", commands.graph(small, ladder(426, 240)),
        "-map", "[s0]", "-c:v", "libx264", "-threads", "1", "-preset", "veryfast", "-profile:v", "high", "-crf", "25",
        "-maxrate", "400k", "-bufsize", "800k", "-g", "40", "-keyint_min", "40", "-sc_threshold", "0",
        "-flags", "+cgop", *CLEAN, "-f", "mp4", "/job/out/v240.mp4",
        "-map", "0:a:0", "-c:a", "copy", *CLEAN, "-f", "mp4", "/job/out/a.mp4",
        "-map", "[ao]", "-f", "null", "-", "-map", "[qo]", "-f", "null", "-",
        "-map", "[po]", "-fps_mode", "passthrough", "-q:v", "4", *CLEAN, "-f", "image2",
        "/job/out/candidate-%03d.jpg",
    ]  # fmt: skip
