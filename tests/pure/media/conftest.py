import pytest

from lantoa.pure.media import synth
from lantoa.pure.media.facts import Facts


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    """Six seconds at 10 frames a second, with sound."""
    return synth.make_clip(
        tmp_path_factory.mktemp("clips") / "clip.mp4",
        seconds=6,
        title="Đèn sáng ngõ xóm",
        unit="Đảng bộ xã Kim Sơn",
        seed=1,
    )


@pytest.fixture
def facts():
    return Facts(
        container="mp4", duration_seconds=480.0, width=1920, height=1080, rotation=0, fps=30.0, video_codec="h264",
        pix_fmt="yuv420p", size_bytes=1000, bit_rate=1000, stream_count=2, audio_codec="aac", audio_profile="LC",
        audio_channels=2, audio_rate=48000, audio_bit_rate=128000,
    )  # fmt: skip
