"""The ffmpeg command lines, as values: nothing runs here."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lantoa.pure.media.facts import Facts
from lantoa.pure.media.ladder import Rung

#: No network, no pipes into other files; only containers and codecs that phones and cameras make.
PROTOCOLS = "file"
FORMATS = "mov,matroska"
CODECS = (
    "h264,hevc,vp8,vp9,av1,libdav1d,mpeg4,mpeg2video,prores,mjpeg,"
    "aac,mp3,mp3float,opus,vorbis,flac,ac3,eac3,alac,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le"
)
MAX_PIXELS = 8192 * 4320
MAX_ALLOC = 512 * 1024 * 1024
MAX_STREAMS = 16
GOP_SECONDS = 4
MOST_FPS = Fraction(60)
#: What cameras mean when a phone's average is a little beside it.
USUAL_FPS = (
    Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30),
    Fraction(50), Fraction(60000, 1001), Fraction(60),
)  # fmt: skip
USUAL_WITHIN = 0.01
#: Up to this short side one thread for each part of the work costs less than handing it around.
SMALL_SIDE = 480
POSTER_SAMPLES = 24
#: AAC-LC; gaps and a late beginning are filled with silence.
ENCODED_SOUND = ["-af", "aresample=async=1:first_pts=0", "-c:a", "aac", "-b:a", "128k", "-ac", "2"]
COPYABLE_AUDIO_BIT_RATE = 200_000
#: Sound that begins so many seconds beside the picture is heard in time; other sound gets silence put before it.
EARLIEST_SOUND, LATEST_SOUND = -0.1, 0.03


def guarded_input(source: Path, *, most_seconds: float, tolerant: bool = False) -> list[str]:
    """Options that must stand before every `-i` of a file that somebody sent."""
    mercy = ["-err_detect", "ignore_err", "-fflags", "+genpts+discardcorrupt"] if tolerant else []
    return [
        "-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS, "-codec_whitelist", CODECS,
        "-max_pixels", str(MAX_PIXELS), "-max_alloc", str(MAX_ALLOC), "-max_streams", str(MAX_STREAMS),
        "-t", f"{most_seconds:.3f}", *mercy, "-i", str(source),
    ]  # fmt: skip


def output_fps(facts: Facts) -> Fraction:
    """Constant frames per second of every rung: the source's own, at most 60.

    The average of a varying rate is brought to the usual rate that it means; other rates stay as they are.
    """
    if facts.fps <= 0:
        return Fraction(25)
    nearest = min(USUAL_FPS, key=lambda usual: abs(usual - facts.fps))
    if abs(nearest - facts.fps) <= USUAL_WITHIN * facts.fps:
        return nearest
    return min(Fraction(facts.fps).limit_denominator(1001), MOST_FPS)


def copies_audio(facts: Facts) -> bool:
    """Sound that already is what we would make is not encoded a second time."""
    return (
        facts.audio_codec == "aac"
        and facts.audio_profile in {"LC", None}
        and 1 <= facts.audio_channels <= 2
        and 0 < facts.audio_bit_rate <= COPYABLE_AUDIO_BIT_RATE
        and EARLIEST_SOUND <= facts.audio_start <= LATEST_SOUND
    )


def graph(facts: Facts, rungs: list[Rung]) -> str:
    """One decode: the picture is scaled from rung to rung downwards, measured and sampled on small side branches.

    Pads that come out: s0 (largest rung) … sN, qo (measured picture), po (poster candidates), ao (measured sound).
    """
    top, *smaller = reversed(rungs)
    pads = "[q][p][s0]" + ("[d0]" if smaller else "")
    parts = [
        f"[0:v:0]fps={output_fps(facts)}:start_time=0,scale={top.width}:{top.height}:flags=bicubic,setsar=1,format=yuv420p,"
        f"split={pads.count('[')}{pads}"
    ]
    for step, rung in enumerate(smaller, start=1):
        onward = f",split=2[s{step}][d{step}]" if step < len(smaller) else f"[s{step}]"
        parts.append(f"[d{step - 1}]scale={rung.width}:{rung.height}:flags=bicubic{onward}")
    parts.append("[q]fps=5,scale=320:-2:flags=fast_bilinear,blackdetect=d=2:pix_th=0.10,freezedetect=n=0.003:d=3[qo]")
    parts.append(f"[p]fps={POSTER_SAMPLES / max(facts.duration_seconds, 1):.6g},thumbnail=3[po]")
    if facts.audio_codec:
        parts.append("[0:a:0]ebur128=framelog=quiet,silencedetect=n=-50dB:d=3[ao]")
    return ";".join(parts)


def encode(
    ffmpeg: Path,
    source: Path,
    out: Path,
    facts: Facts,
    rungs: list[Rung],
    *,
    preset: str = "veryfast",
    tolerant: bool = False,
) -> list[str]:
    """One ffmpeg run from `source` to `out`/v240.mp4 …, a.mp4 and poster-*.jpg; measurements go to stderr."""
    gop = str(max(1, round(GOP_SECONDS * output_fps(facts))))
    small = min(facts.width, facts.height) <= SMALL_SIDE
    threads = ["-threads", "1"] if small else []
    argv = [
        str(ffmpeg), "-nostdin", "-hide_banner", "-loglevel", "info", "-nostats", "-y", "-progress", "pipe:1",
        "-stats_period", "1", *(["-filter_complex_threads", "1"] if small else []), *threads,
        *guarded_input(source, most_seconds=facts.duration_seconds + 60, tolerant=tolerant),
        "-filter_complex", graph(facts, rungs),
    ]  # fmt: skip
    for step, rung in enumerate(reversed(rungs)):
        argv += [
            "-map", f"[s{step}]", "-c:v", "libx264", *threads, "-preset", preset, "-profile:v", "high", "-crf", str(rung.crf),
            "-maxrate", f"{rung.maxrate}k", "-bufsize", f"{rung.bufsize}k", "-g", gop, "-keyint_min", gop,
            "-sc_threshold", "0", "-flags", "+cgop", *_clean(), "-f", "mp4", str(out / f"{rung.name}.mp4"),
        ]  # fmt: skip
    if facts.audio_codec:
        sound = ["-c:a", "copy"] if copies_audio(facts) and not tolerant else ENCODED_SOUND
        argv += ["-map", "0:a:0", *sound, *_clean(), "-f", "mp4", str(out / "a.mp4")]
        argv += ["-map", "[ao]", "-f", "null", "-"]
    argv += ["-map", "[qo]", "-f", "null", "-"]
    return [
        *argv,
        "-map",
        "[po]",
        "-fps_mode",
        "passthrough",
        "-q:v",
        "4",
        *_clean(),
        "-f",
        "image2",
        str(out / "candidate-%03d.jpg"),
    ]


def package(ffmpeg: Path, out: Path, name: str) -> list[str]:
    """Cut `name`.mp4 into CMAF segments of one file, `name`.m4s, listed with byte ranges in `name`.m3u8; no encoding."""
    return [
        str(ffmpeg), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
        "-protocol_whitelist", PROTOCOLS, "-format_whitelist", "mov", "-i", str(out / f"{name}.mp4"),
        "-map", "0", "-c", "copy", *_clean(), "-f", "hls", "-hls_time", str(GOP_SECONDS), "-hls_playlist_type", "vod",
        "-hls_list_size", "0", "-hls_segment_type", "fmp4", "-hls_flags", "single_file",
        # Picture and sound each begin at zero: the delay of B-frames is told by negative offsets, not by an edit list,
        # which browsers do not read.
        "-avoid_negative_ts", "disabled", "-hls_segment_options", "movflags=+negative_cts_offsets",
        "-hls_segment_filename", str(out / f"{name}.m4s"), str(out / f"{name}.m3u8"),
    ]  # fmt: skip


def _clean() -> list[str]:
    """Nothing that a phone wrote about place, owner or device is published."""
    return [
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
        "-sn",
        "-dn",
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
    ]
