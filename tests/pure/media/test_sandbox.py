"""The fence, at every level that works on this machine."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lantoa.pure.media import runner, sandbox
from lantoa.pure.media.binary import ffmpeg_path
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.sandbox import Limits

SRC = Path(sandbox.__file__).parents[3]


@pytest.fixture(params=sandbox.LEVELS)
def level(request, monkeypatch):
    """One level after the other, chosen as an operator would."""
    strongest = sandbox.isolation()
    if sandbox.LEVELS.index(request.param) < sandbox.LEVELS.index(strongest):
        pytest.skip(f"{request.param} does not work here")
    monkeypatch.setenv("LANTOA_ISOLATION", request.param)
    sandbox.isolation.cache_clear()
    yield request.param
    sandbox.isolation.cache_clear()


def fenced(argv, tmp_path, **options):
    return runner.run(argv, readable=options.pop("readable", []), writable=[tmp_path], timeout=20, **options)


def test_environment_and_folder_hold_no_secrets(level, tmp_path, monkeypatch):
    monkeypatch.setenv("LANTOA_SECRET_KEY", "canary")
    fenced(["/bin/sh", "-c", f"env > {tmp_path}/env"], tmp_path)
    assert "canary" not in (tmp_path / "env").read_text()


def test_input_lies_alone_under_a_neutral_name(level, tmp_path):
    uploads, out = tmp_path / "uploads", tmp_path / "out"
    uploads.mkdir()
    out.mkdir()
    (uploads / "rival.mp4").write_text("secret")
    (uploads / "mine.mp4").write_text("mine")
    with sandbox.job(uploads / "mine.mp4") as (real, inside):
        assert inside.name == "in.bin"
        fenced(
            ["/bin/sh", "-c", f"ls -A {inside.parent} > {out}/seen; cat {inside} >> {out}/seen"],
            out,
            readable=[(real, inside)],
        )
    assert (out / "seen").read_text() == "in.bin\nmine"


def test_other_files_do_not_exist_inside_bubblewrap(tmp_path):
    if sandbox.isolation() != "bubblewrap":
        pytest.skip("bubblewrap does not work here")
    rival = tmp_path / "rival.mp4"
    rival.write_text("secret")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(MediaError) as failure:
        fenced(["/bin/sh", "-c", f"cat {rival} > {out}/stolen"], out)
    assert failure.value.code == "ffmpeg_failed"
    assert (out / "stolen").read_text() == ""


def test_network_is_absent(level, tmp_path):
    if level == "limits":
        pytest.skip("limits alone do not take the network away")
    fenced(["/bin/sh", "-c", f"cat /proc/net/dev > {tmp_path}/devices"], tmp_path)
    devices = [line.split(":")[0].strip() for line in (tmp_path / "devices").read_text().splitlines()[2:]]
    assert devices == ["lo"]


def test_limits_hold(level, tmp_path):
    with pytest.raises(MediaError):
        fenced(
            ["/bin/sh", "-c", f"head -c 3000000 /dev/zero > {tmp_path}/big"], tmp_path, limits=Limits(file_size=10_000)
        )
    assert (tmp_path / "big").stat().st_size <= 10_000


WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, {src!r})
from lantoa.pure.media import runner
runner.run({argv!r}, readable=[], writable=[Path({out!r})], timeout=60)
"""


def test_ffmpeg_dies_with_its_worker(level, tmp_path):
    out = tmp_path / f"out-{level}"
    out.mkdir()
    endless = [str(ffmpeg_path()), "-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc", "-f", "null",
               str(out / "mark")]  # fmt: skip
    environment = {**os.environ, "LANTOA_ISOLATION": level}
    code = WORKER.format(src=str(SRC), argv=endless, out=str(out))
    worker = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        assert until(lambda: alive(str(out / "mark"), but=worker.pid)), "ffmpeg did not start"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert until(lambda: not alive(str(out / "mark"), but=worker.pid)), "ffmpeg outlived its worker"


def alive(mark, *, but):
    """Numbers of processes that were started with this word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words and int(folder.name) != but:
            found.append(int(folder.name))
    return found


def until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
