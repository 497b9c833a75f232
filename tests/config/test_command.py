"""The command line: bad usage and bad circumstances are one clear line."""

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lantoa(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "lantoa", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("demo", "--stage", "party"),
        ("up", "--port", "99999"),
        ("up", "--port", "abc"),
        ("demo", "--frsh"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(arguments):
    done = lantoa(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("lantoa: ")


def test_help_names_every_command():
    done = lantoa("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("demo", "up", "worker", "manage", "test"))


def test_port_in_use_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = lantoa("up", "--port", port, "--data", str(tmp_path / "d"))
    assert done.returncode == 1
    assert done.stderr.strip() == f"lantoa: Port {port} is in use by another program: choose another one with --port."


def test_folder_in_use_is_a_sentence(tmp_path):
    with (tmp_path / "running").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        for arguments in (["up"], ["demo"], ["demo", "--fresh"]):
            (tmp_path / "demo.json").write_text("{}")
            done = lantoa(*arguments, "--port", "18472", "--data", str(tmp_path), LANTOA_DATABASE_URL="")
            assert done.returncode == 1
            assert done.stderr.strip().startswith(f"lantoa: Lantoa runs already with the folder {tmp_path}:")
    assert (tmp_path / "demo.json").read_text() == "{}"


def test_folder_that_is_a_file_is_a_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("here already")
    done = lantoa("up", "--port", "18471", "--data", str(blocked / "data"), LANTOA_SECRET_KEY="x")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "choose another folder with --data DIR" in done.stderr


def test_bad_setting_is_a_sentence(tmp_path):
    done = lantoa("manage", "check", LANTOA_DATA_DIR=str(tmp_path), LANTOA_TICK_SECONDS="soon")
    assert done.returncode == 2
    assert done.stderr.strip() == "lantoa: LANTOA_TICK_SECONDS must be a whole number of at least 1, not 'soon'."


def test_script_is_plain_shell():
    assert subprocess.run(["sh", "-n", str(ROOT / "lantoa")], check=False).returncode == 0


def test_script_says_when_python_is_too_old(tmp_path):
    """With no usable Python on PATH and no .venv, the script ends with a sentence."""
    copy = tmp_path / "lantoa"
    copy.write_text((ROOT / "lantoa").read_text())
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("dirname", "sh", "cmp", "mkdir"):
        found = next(p for d in os.environ["PATH"].split(":") if (p := Path(d) / tool).exists())
        (tools / tool).symlink_to(found)
    old = tools / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.1 && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(copy), "--help"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
