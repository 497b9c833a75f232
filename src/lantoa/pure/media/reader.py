"""Runs alone inside the fence: `python -I reader.py FILE DEMUXER CODECS MOST_PIXELS` prints what the headers say, as JSON.

Nothing of Lantoa is imported here: this process may be taken over by the file that it reads.
"""

import json
import math
import sys

import av
from av.sidedata.sidedata import Type

#: A picture whose points are wider or higher than this is wrongly labelled.
MOST_STRETCH = 4
#: Less than this is an error of rounding.
LEAST_STRETCH = 0.02


def stretch_of(stream) -> float:
    """Width of one point of the picture by its height: 1 but for old cameras."""
    aspect = float(stream.sample_aspect_ratio or 1)
    meant = abs(aspect - 1) > LEAST_STRETCH and 1 / MOST_STRETCH <= aspect <= MOST_STRETCH
    return aspect if meant else 1.0


def start_of(stream) -> float:
    """Seconds."""
    return float(stream.start_time * stream.time_base) if stream.start_time is not None else 0.0


def measured_seconds(path: str, options: dict) -> float:
    """Where the last packet ends, for files whose head does not say it, such as what a browser records."""
    end = 0.0
    with av.open(path, "r", **options) as container:
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return end


def rotation_of(container, stream) -> int:
    """Degrees clockwise by which the first frame is to be turned."""
    for frame in container.decode(stream):
        turn = getattr(frame, "rotation", 0) or 0
        if not turn and (matrix := frame.side_data.get(Type.DISPLAYMATRIX)) is not None:
            numbers = memoryview(matrix).cast("i")
            turn = -math.degrees(math.atan2(numbers[1], numbers[0]))
        return round(turn) % 360
    return 0


def read(path: str, demuxer: str, codecs: str, most_pixels: int) -> dict:
    guards = {
        "protocol_whitelist": "file", "format_whitelist": "mov,matroska", "codec_whitelist": codecs,
        "max_pixels": str(most_pixels), "max_streams": "100",
    }  # fmt: skip
    options = {"format": demuxer, "options": guards}
    with av.open(path, "r", **options) as container:
        video = next((s for s in container.streams.video if not s.disposition & s.disposition.attached_pic), None)
        audio = next(iter(container.streams.audio), None)
        told = {
            "stream_count": len(container.streams),
            "duration_seconds": (container.duration or 0) / 1e6,
            "bit_rate": int(container.bit_rate or 0),
            "video_codec": "", "width": 0, "height": 0, "rotation": 0, "fps": 0.0, "pix_fmt": "",
            "audio_codec": None, "audio_profile": None, "audio_channels": 0, "audio_rate": 0, "audio_bit_rate": 0,
        }  # fmt: skip
        if audio is not None:
            context = audio.codec_context
            told.update(
                audio_codec=context.name, audio_profile=context.profile, audio_channels=context.channels,
                audio_rate=int(context.sample_rate or 0), audio_bit_rate=int(context.bit_rate or 0),
                audio_start=start_of(audio) - (container.start_time or 0) / 1e6,
            )  # fmt: skip
        if video is None:
            return told
        context = video.codec_context
        told.update(
            video_codec=context.name, pix_fmt=context.pix_fmt or "",
            fps=float(video.average_rate or video.base_rate or 0),
            width=round(context.width * stretch_of(video)), height=int(context.height),
        )  # fmt: skip
        if not told["duration_seconds"] and video.duration:
            told["duration_seconds"] = float(video.duration * video.time_base)
        if told["duration_seconds"] <= 0:
            told["duration_seconds"] = measured_seconds(path, options)
        # The first frame tells the rotation; it is decoded only when it is of a size that we take.
        if context.width * context.height <= most_pixels:
            told["rotation"] = rotation_of(container, video)
        if told["rotation"] % 180:
            told["width"], told["height"] = told["height"], told["width"]
        return told


if __name__ == "__main__":
    try:
        print(json.dumps(read(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    except Exception as error:
        print(json.dumps({"error": type(error).__name__}))
