import re

import pytest

from lantoa.pure.media import runner
from lantoa.pure.media.errors import MediaError


def run(script, tmp_path, **options):
    return runner.run(["/bin/sh", "-c", script], readable=[], writable=[tmp_path], **{"timeout": 20, **options})


def test_progress_is_told_as_a_growing_share(tmp_path):
    told = []
    script = "for t in N/A 2000000 1000000 9000000; do echo out_time_us=$t; echo progress=continue; done"
    run(script, tmp_path, total_seconds=4, on_progress=told.append)
    assert told == [0.0, 0.5, 0.5, 1.0]


def test_progress_that_raises_ends_the_program(tmp_path):
    class Stop(Exception):
        pass

    def stop(_share):
        raise Stop

    with pytest.raises(Stop):
        run("echo progress=continue; sleep 60; touch late", tmp_path, on_progress=stop)
    assert not (tmp_path / "late").exists()


def test_program_that_takes_too_long_is_ended_with_its_children(tmp_path):
    with pytest.raises(MediaError) as trouble:
        run("sleep 60 & sleep 60", tmp_path, timeout=0.5)
    assert (trouble.value.code, trouble.value.permanent) == ("took_too_long", False)


def test_bad_exit_status_brings_the_last_words(tmp_path):
    with pytest.raises(MediaError) as trouble:
        run("echo it hurts >&2; exit 3", tmp_path)
    assert (trouble.value.code, trouble.value.params) == ("ffmpeg_failed", {"status": 3, "tail": "it hurts\n"})


def test_program_killed_from_outside_is_not_the_clips_fault(tmp_path):
    with pytest.raises(MediaError) as trouble:
        run("kill -9 $$", tmp_path)
    assert (trouble.value.code, trouble.value.permanent) == ("killed", False)


def test_program_that_talks_without_end_is_heard_in_part(tmp_path):
    script = "echo measured 1 >&2; yes chatter | head -n 200000 >&2; echo measured 2 >&2"
    text = run(script, tmp_path, keep=re.compile("^measured"))
    assert text.startswith("measured 1\nmeasured 2\n")
    assert len(text) < 2000


def test_program_that_does_not_exist_is_a_fault_of_the_machine(tmp_path, monkeypatch):
    with pytest.raises(MediaError) as trouble:
        runner.run([str(tmp_path / "nothing")], readable=[], writable=[tmp_path], timeout=5)
    assert trouble.value.permanent is False
