"""The benchmark measures what it says."""

import sys

import pytest

from lantoa.config import bench

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_memory_counts_the_children_too(tmp_path):
    child = "x = bytearray(60_000_000); import time; time.sleep(1.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    run = bench.measure([sys.executable, "-c", parent], cwd=tmp_path)
    assert run.status == 0
    assert run.resident > 60_000_000
    assert 0 < run.proportional <= run.resident
    assert run.first_page is None


def test_failure_is_told(tmp_path):
    assert bench.measure([sys.executable, "-c", "raise SystemExit(3)"], cwd=tmp_path).status == 3


def test_table_has_a_cell_for_every_column():
    row = bench.line("demo", bench.Run(status=0, seconds=12.4, resident=3 << 20, proportional=2 << 20, first_page=1.25))
    assert row == "| `demo` | 12 s | 1.2 s | 3 MiB | 2 MiB | ok |"
