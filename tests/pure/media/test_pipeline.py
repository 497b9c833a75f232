"""Real files through real ffmpeg."""

import hashlib
import re
import subprocess

import pytest

from lantoa.pure.media import pipeline, sandbox, synth
from lantoa.pure.media.binary import features, ffmpeg_path
from lantoa.pure.media.checks import judge
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.probe import probe
from lantoa.pure.media.rules import TechnicalRules


def transcode(path, out, **options):
    out.mkdir()
    return pipeline.transcode(path, out, probe(path), **options)


def test_build_has_what_we_need():
    assert features().x264
    assert features().aac


def test_fence_is_one_of_three():
    assert sandbox.isolation() in {"bubblewrap", "unshare", "limits"}


def test_probe_tells_the_headers(clip):
    facts = probe(clip)
    assert (facts.width, facts.height, facts.fps, facts.video_codec, facts.audio_codec) == (
        426,
        240,
        10.0,
        "h264",
        "aac",
    )
    assert facts.duration_seconds == pytest.approx(6, abs=0.2)


def test_transcode_makes_a_playable_folder(clip, tmp_path):
    made = transcode(clip, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"a.m3u8", "a.m4s", "master.m3u8", "poster.jpg", "v240.m3u8", "v240.m4s"}
    assert [(file.name, file.height) for file in made.files] == [("v240", 240), ("a", 0)]
    master = (tmp_path / "out" / "master.m3u8").read_text()
    assert re.search(r'RESOLUTION=426x240,FRAME-RATE=10.000,CODECS="avc1\.64\w{4},mp4a\.40\.2",AUDIO="a"', master)
    assert made.facts.decoded_seconds == pytest.approx(6, abs=0.2)


def test_published_folder_decodes_in_full(clip, tmp_path):
    transcode(clip, tmp_path / "out")
    done = subprocess.run(
        [ffmpeg_path(), "-v", "error", "-i", str(tmp_path / "out" / "master.m3u8"), "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_progress_comes_from_the_caller_thread_and_may_stop_the_work(clip, tmp_path):
    class Stop(Exception):
        pass

    def stop(_share):
        raise Stop

    with pytest.raises(Stop):
        transcode(clip, tmp_path / "out", on_progress=stop)


def test_black_clip_is_recognised(tmp_path):
    path = synth.make_clip(tmp_path / "black.mp4", seconds=5, title="x", unit="y", seed=2, picture="black")
    made = transcode(path, tmp_path / "out")
    assert {f.code: f.level for f in judge(made.facts, TechnicalRules())}["mostly_black"] == "fail"


def test_frozen_clip_is_recognised(tmp_path):
    path = synth.make_clip(tmp_path / "frozen.mp4", seconds=8, title="x", unit="y", seed=2, picture="frozen")
    made = transcode(path, tmp_path / "out")
    assert {f.code: f.level for f in judge(made.facts, TechnicalRules())}["mostly_frozen"] == "fail"


def test_moving_card_is_not_frozen(clip, tmp_path):
    made = transcode(clip, tmp_path / "out")
    assert {f.code: f.level for f in judge(made.facts, TechnicalRules())}["mostly_frozen"] == "pass"


def test_clip_without_sound_is_playable(tmp_path):
    path = synth.make_clip(tmp_path / "mute.mp4", seconds=3, title="x", unit="y", seed=3, sound=False)
    made = transcode(path, tmp_path / "out")
    assert [file.name for file in made.files] == ["v240"]
    assert "AUDIO" not in (tmp_path / "out" / "master.m3u8").read_text()


def test_several_rungs_share_their_segment_times(tmp_path):
    path = synth.make_clip(tmp_path / "hd.mp4", seconds=9, title="x", unit="y", seed=4, size=(1280, 720), fps=25)
    made = transcode(path, tmp_path / "out")
    assert [rung.short_side for rung in made.rungs] == [240, 480, 720]
    lengths = {
        re.findall(r"#EXTINF:([\d.]+)", (tmp_path / "out" / f"{r.name}.m3u8").read_text())[0] for r in made.rungs
    }
    assert lengths == {"4.000000"}


def test_place_and_owner_never_reach_the_public(tmp_path):
    plain = synth.make_clip(tmp_path / "plain.mp4", seconds=2, title="x", unit="y", seed=5)
    tagged = tmp_path / "tagged.mp4"
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-i", str(plain), "-c", "copy", "-movflags", "use_metadata_tags", "-metadata",
         "location=+21.0285+105.8542/", "-metadata", "title=CANARY-OWNER", str(tagged)],
        check=True,
    )  # fmt: skip
    assert b"CANARY-OWNER" in tagged.read_bytes()
    transcode(tagged, tmp_path / "out")
    published = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert b"CANARY-OWNER" not in published
    assert b"+21.0285" not in published


def test_damaged_middle_is_survived(clip, tmp_path):
    raw = bytearray(clip.read_bytes())
    middle = len(raw) * 3 // 4
    raw[middle : middle + 3000] = b"\x00" * 3000
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(raw)
    made = transcode(broken, tmp_path / "out")
    assert made.facts.decoded_seconds > 3


HOSTILE = {
    "empty": b"",
    "playlist": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile rival.mp4\n",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "dash": b'<?xml version="1.0"?><MPD></MPD>',
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "short": b"\x00\x00\x00",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_video_is_refused_by_its_first_bytes(name, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(MediaError) as refusal:
        probe(path)
    assert (refusal.value.code, refusal.value.permanent) == ("not_a_video", True)


def test_rubbish_behind_a_good_head_is_unreadable(tmp_path):
    with pytest.raises(MediaError) as refusal:
        probe(synth.make_corrupt(tmp_path / "x.mp4"))
    assert (refusal.value.code, refusal.value.permanent) == ("unreadable", True)


def test_clip_cut_off_before_its_index_is_unreadable(clip, tmp_path):
    from_end = tmp_path / "cut.mp4"
    slow = tmp_path / "slow.mp4"
    subprocess.run([ffmpeg_path(), "-v", "error", "-i", str(clip), "-c", "copy", str(slow)], check=True)
    from_end.write_bytes(slow.read_bytes()[: slow.stat().st_size // 2])
    with pytest.raises(MediaError) as refusal:
        probe(from_end)
    assert refusal.value.code == "unreadable"


def test_sound_alone_is_no_clip(tmp_path):
    path = tmp_path / "a.mp4"
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac", str(path)], check=True
    )
    with pytest.raises(MediaError) as refusal:
        probe(path)
    assert refusal.value.code == "no_picture_track"


def test_many_streams_are_refused(clip, tmp_path):
    path = tmp_path / "many.mkv"
    argv = [str(ffmpeg_path()), "-v", "error", "-i", str(clip)]
    for _ in range(20):
        argv += ["-map", "0:a"]
    subprocess.run([*argv, "-map", "0:v", "-c", "copy", str(path)], check=True)
    with pytest.raises(MediaError) as refusal:
        probe(path)
    assert refusal.value.code == "too_many_streams"


def test_codec_outside_the_list_is_refused(tmp_path):
    path = tmp_path / "ffv1.mkv"
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1", "-c:v", "ffv1", str(path)],
        check=True,
    )
    with pytest.raises(MediaError) as refusal:
        probe(path)
    assert refusal.value.code == "codec_not_allowed"


def test_rotated_phone_clip_stands_upright(clip, tmp_path):
    turned = tmp_path / "turned.mp4"
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-display_rotation", "90", "-i", str(clip), "-c", "copy", str(turned)],
        check=True,
    )
    facts = probe(turned)
    assert (facts.width, facts.height) == (240, 426)
    made = transcode(turned, tmp_path / "out")
    assert (made.rungs[0].width, made.rungs[0].height) == (240, 426)


def make(path, *options):
    """A small file by hand: `options` of ffmpeg between its guards and the path."""
    subprocess.run([ffmpeg_path(), "-v", "error", "-y", *map(str, options), str(path)], check=True)
    return path


def test_recording_of_a_browser_without_a_duration_is_measured(clip, tmp_path):
    path = tmp_path / "recorded.webm"
    with path.open("wb") as target:
        subprocess.run(
            [ffmpeg_path(), "-v", "error", "-i", str(clip), "-c:v", "libvpx", "-deadline", "realtime", "-c:a",
             "libopus", "-f", "webm", "-live", "1", "-"],
            check=True, stdout=target,
        )  # fmt: skip
    facts = probe(path)
    assert (facts.container, facts.video_codec, facts.audio_codec) == ("webm", "vp8", "opus")
    assert facts.duration_seconds == pytest.approx(6, abs=0.3)
    assert transcode(path, tmp_path / "out").facts.decoded_seconds == pytest.approx(6, abs=0.3)


def test_picture_with_wide_points_keeps_its_shape(clip, tmp_path):
    wide = make(tmp_path / "wide.mp4", "-i", clip, "-vf", "setsar=4/3", "-c:v", "libx264")
    facts = probe(wide)
    assert (facts.width, facts.height) == (568, 240)
    made = transcode(wide, tmp_path / "out")
    assert (made.rungs[0].width, made.rungs[0].height) == (568, 240)


def test_clip_cut_off_behind_its_index_is_found_to_break_off(clip, tmp_path):
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[: clip.stat().st_size // 3])
    made = transcode(cut, tmp_path / "out")
    levels = {finding.code: finding.level for finding in judge(made.facts, TechnicalRules(min_seconds=5))}
    assert (levels["truncated"], levels["too_short"]) == ("fail", "fail")


def test_picture_bomb_is_refused_before_it_is_decoded(tmp_path):
    bomb = make(tmp_path / "bomb.mov", "-f", "lavfi", "-i", "color=c=red:s=16000x16000:d=0.04:r=25", "-frames:v", 1,
                "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-threads", 1)  # fmt: skip
    with pytest.raises(MediaError) as refusal:
        probe(bomb)
    assert refusal.value.permanent is True
    assert refusal.value.code in {"picture_too_large", "unreadable"}


@pytest.mark.parametrize(
    "script",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{rival}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile {rival}\n",
    ],
)
def test_scripts_read_nothing_even_behind_the_first_check(script, clip, facts, tmp_path):
    """The header check left out: formats and fence refuse by themselves."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "rival.mp4").write_bytes(clip.read_bytes())
    mine = folder / "mine.mp4"
    mine.write_text(script.format(rival="rival.mp4"))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(MediaError) as refusal:
        pipeline.transcode(mine, out, facts)
    assert (refusal.value.code, refusal.value.permanent) == ("undecodable", True)
    assert "rival" not in refusal.value.params["tail"]
    assert list(out.iterdir()) == []


def test_wrong_name_of_a_good_clip_does_not_matter(clip, tmp_path):
    named = tmp_path / "clip'; rm -rf %2e%2e \u202e.m3u8"
    named.write_bytes(clip.read_bytes())
    assert transcode(named, tmp_path / "out").facts.decoded_seconds == pytest.approx(6, abs=0.2)


def test_progress_reaches_the_end_without_stepping_back(clip, tmp_path):
    told = []
    transcode(clip, tmp_path / "out", on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_sums_are_those_of_the_files(clip, tmp_path):
    made = transcode(clip, tmp_path / "out")
    found = {file.path: (file.size, file.sha256) for file in made.files}
    real = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in (tmp_path / "out").glob("*.m4s")
    }
    assert found == real


def test_clips_differ_by_their_seed(tmp_path):
    one, two = (
        synth.make_clip(tmp_path / f"{seed}.mp4", seconds=1, title="x", unit="y", seed=seed).read_bytes()
        for seed in (1, 2)
    )
    assert one != two


@pytest.mark.parametrize(("fps", "made"), [(10, "10.000"), (29.83, "29.970"), (90, "60.000")])
def test_frame_rate_of_every_rung_is_constant(fps, made, clip, tmp_path):
    source = make(tmp_path / "in.mp4", "-i", clip, "-t", 2, "-r", fps, "-c:v", "libx264", "-an")
    transcode(source, tmp_path / "out")
    assert f"FRAME-RATE={made}" in (tmp_path / "out" / "master.m3u8").read_text()


def begins_at(path):
    """When the first sample is shown by a player that reads no edit lists, as browsers do, in ticks of its clock."""
    raw = path.read_bytes()
    decoded = raw.index(b"tfdt") + 8
    run = raw.index(b"trun")
    flags = int.from_bytes(raw[run + 5 : run + 8])
    # Behind the number of samples: offset of the data, flags of the first sample; then of each sample its length,
    # size and flags before the delay at which it is shown.
    place = run + 12 + 4 * sum(bool(flags & bit) for bit in (0x1, 0x4, 0x100, 0x200, 0x400))
    delay = int.from_bytes(raw[place : place + 4], signed=True) if flags & 0x800 else 0
    return int.from_bytes(raw[decoded : decoded + 8]) + delay


def test_picture_and_sound_begin_together_for_every_player(clip, tmp_path):
    transcode(clip, tmp_path / "out")
    assert begins_at(tmp_path / "out" / "v240.m4s") == 0
    assert begins_at(tmp_path / "out" / "a.m4s") == 0


def test_sound_that_begins_late_is_heard_late(clip, tmp_path):
    late = make(
        tmp_path / "late.mp4", "-i", clip, "-itsoffset", 1.5, "-i", clip, "-map", "0:v", "-map", "1:a", "-c", "copy"
    )
    assert probe(late).audio_start == pytest.approx(1.5, abs=0.1)
    transcode(late, tmp_path / "out")
    heard = subprocess.run(
        [ffmpeg_path(), "-hide_banner", "-ignore_editlist", "1", "-i", str(tmp_path / "out" / "a.m4s"),
         "-af", "silencedetect=d=1", "-f", "null", "-"],
        check=True, capture_output=True, text=True,
    ).stderr  # fmt: skip
    assert float(re.findall(r"silence_end: ([\d.]+)", heard)[0]) == pytest.approx(1.5, abs=0.15)
