from pathlib import Path

import pytest

from lantoa.pure.media import synth


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.PRIVATE_ROOT = Path(tmp_path) / "private"
    settings.MEDIA_ROOT = Path(tmp_path) / "media"


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("videos")
    return synth.make_clip(folder / "clip.mp4", seconds=4, title="Đèn sáng ngõ xóm", unit="Kim Sơn", seed=1)


@pytest.fixture(scope="session")
def long_clip(tmp_path_factory):
    """Long enough that a worker can be killed in the middle of it."""
    folder = tmp_path_factory.mktemp("videos")
    return synth.make_clip(
        folder / "long.mp4", seconds=60, title="Dài", unit="Kim Sơn", seed=2, size=(854, 480), fps=25, picture="noise"
    )
