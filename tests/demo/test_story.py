"""The whole story with two clips, as a user starts it: real processes, real HTTP, real ffmpeg."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lantoa.demo.run import forget, require_demonstration
from lantoa.demo.state import Memory

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def demo(folder, *arguments, database=""):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANTOA_DATABASE_URL": database}
    for name in ("LANTOA_DATA_DIR", "LANTOA_BASE_URL"):
        environment.pop(name, None)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "lantoa",
            "demo",
            "--no-serve",
            "--port",
            free_port(),
            "--data",
            str(folder),
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=400,
        env=environment,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("LANTOA_DATABASE_URL", "").startswith("postgres"),
    reason="once is enough; it brings its own database",
)
def test_demonstration_stops_at_a_stage_and_goes_on(tmp_path):
    folder, told = tmp_path / "demo", tmp_path / "out" / "figures.json"
    begun = demo(folder, "--clips", "2", "--stage", "screening")
    assert begun.returncode == 0, begun.stderr
    assert "2 accepted, 0 not accepted" in begun.stdout
    assert "[3/5]" not in begun.stdout
    assert Memory.of(folder).stages == ["call", "screening"]

    finished = demo(folder, "--json", str(told))
    assert finished.returncode == 0, finished.stderr
    assert "[1/5] The call: units send their clips: done already" in finished.stdout
    figures = json.loads(told.read_text(encoding="utf-8"))
    assert (figures["entries_received"], figures["entries_published"], figures["units_total"]) == (2, 2, 39)
    assert figures["units_taking_part"] == len(figures["entries_by_unit"]) == 2
    first, second = sorted(figures["entries"], key=lambda entry: entry["rank"])
    assert (first["rank"], second["rank"], first["rungs"]) == (1, 2, [240])
    assert float(first["jury_score"]) > float(second["jury_score"]) > 0
    assert figures["awards"][0]["code"] == first["code"]
    assert figures["article"].startswith("/tin-tuc/")


@pytest.mark.parametrize("fresh", [["--fresh"], []])
def test_folder_of_something_else_is_left_alone(tmp_path, fresh):
    (tmp_path / "letter.txt").write_text("dear")
    refused = demo(tmp_path, *fresh)
    assert refused.returncode == 1
    assert "holds something that is no demonstration, so it is left alone" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_database_of_its_own_is_not_thrown_away(tmp_path):
    refused = demo(tmp_path / "demo", "--fresh", database="postgresql://nobody@localhost/nothing")
    assert refused.returncode == 1
    assert "not the database that LANTOA_DATABASE_URL names" in refused.stderr


def test_former_demonstration_is_thrown_away(tmp_path):
    (tmp_path / "media" / "videos").mkdir(parents=True)
    for name in ("demo.json", "media/videos/a.m4s", "running"):
        (tmp_path / name).write_text("{}")
    require_demonstration(tmp_path)
    forget(tmp_path, but="running")
    assert [path.name for path in tmp_path.iterdir()] == ["running"]


def test_memory_is_for_its_owner_only(tmp_path):
    Memory.of(tmp_path).keep()
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0
    assert Memory.of(tmp_path).password == Memory.of(tmp_path).password
