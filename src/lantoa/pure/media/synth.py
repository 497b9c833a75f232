"""Make real clips for demonstrations and tests: H.264 and AAC in MP4, every one different by its seed."""

from __future__ import annotations

import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lantoa.pure.media.binary import ffmpeg_path
from lantoa.pure.media.commands import SMALL_SIDE

FONTS = Path(__file__).resolve().parents[2] / "base/web/static/web/vendor/be-vietnam-pro"
MARGIN = 24
#: A whole number of AAC frames makes one bar.
SAMPLE_RATE = 16_000
BAR_SECONDS = 4
#: The line at the foot of the picture that shows how far the clip is, in pixels.
LINE_HEIGHT = 4
#: Seconds that the lamp takes from one side to the other: colours alone may turn so gently that nothing seems to move.
LAMP_SECONDS = 8
COLOURS = ("#0B5563", "#7A2E3A", "#3D4F2F", "#5A3E7A", "#8A5A12", "#1F4E79")
#: Semitones of the pentatonic scale: a melody from it never hurts.
SCALE = (0, 2, 4, 7, 9, 12)


def make_clip(
    path: Path,
    *,
    seconds: float,
    title: str,
    unit: str,
    seed: int,
    size: tuple[int, int] = (426, 240),
    fps: int = 10,
    picture: str = "card",
    sound: bool = True,
) -> Path:
    """Write a clip of `seconds` to `path`.

    `picture`: "card" (moving colours, the unit's name, the title, a lamp that glides and a line that grows), "black",
    "frozen" or "noise".
    """
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        inputs, graph = _picture(picture, size, fps, seconds, _card(Path(folder), title, unit, size), dice)
        argv = [str(ffmpeg_path()), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
                "-filter_complex_threads", "1", *inputs]  # fmt: skip
        heard = inputs.count("-i")
        if sound:
            bars = f"{_melody(dice)},aloop=loop=-1:size={SAMPLE_RATE * BAR_SECONDS},atrim=end={seconds}"
            argv += ["-f", "lavfi", "-i", bars]
        argv += ["-filter_complex", graph, "-map", "[v]", *_video_options(picture, size, fps)]
        if sound:
            argv += ["-map", f"{heard}:a", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "32k", "-ac", "1"]
        argv += ["-t", f"{seconds}", "-movflags", "+faststart", "-f", "mp4", str(path)]
        subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return path


def _video_options(picture: str, size: tuple[int, int], fps: int) -> list[str]:
    threads = ["-threads", "1"] if min(size) <= SMALL_SIDE else []
    quality = "38" if picture == "noise" else "32"
    return ["-c:v", "libx264", *threads, "-preset", "ultrafast", "-crf", quality, "-g", str(fps * 4),
            "-pix_fmt", "yuv420p"]  # fmt: skip


def make_corrupt(path: Path, *, size: int = 200_000) -> Path:
    """A file that begins like an MP4 and is rubbish after that."""
    head = (24).to_bytes(4) + b"ftypisom\x00\x00\x02\x00isomiso2"
    path.write_bytes(head + random.Random(0).randbytes(size))
    return path


@dataclass(frozen=True)
class _Card:
    """The texts as a picture no larger than they are, where it lies; a line as wide as the clip; a lamp."""

    path: Path
    x: int
    y: int
    line: Path
    lamp: Path


def _card(folder: Path, title: str, unit: str, size: tuple[int, int]) -> _Card:
    """Blending costs by the point: the card is cut to its letters."""
    whole = _draw_card(title, unit, size)
    left, top, right, bottom = whole.getbbox() or (0, 0, 2, 2)
    x, y = left - left % 2, top - top % 2
    path, line, lamp = (folder / f"{name}.png" for name in ("card", "line", "lamp"))
    whole.crop((x, y, right + right % 2, bottom + bottom % 2)).save(path)
    Image.new("RGB", (size[0], LINE_HEIGHT), "white").save(line)
    side = size[1] // 9 * 2
    disc = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill="#F4E9C8")
    disc.save(lamp)
    return _Card(path, x, y, line, lamp)


def _picture(
    picture: str, size: tuple[int, int], fps: int, seconds: float, card: _Card, dice: random.Random
) -> tuple[list[str], str]:
    """ffmpeg inputs and a graph that ends in [v]."""
    width, height = size
    where = f"s={width}x{height}:r={fps}:d={seconds}"
    if picture == "black":
        return ["-f", "lavfi", "-i", f"color=c=black:{where}"], "[0:v]null[v]"
    # A single picture: overlay repeats it for as long as the other input lasts.
    over = f"[1:v]format=yuva420p[c];[g][c]overlay={card.x}:{card.y}:format=yuv420"
    if picture == "frozen":
        source = f"color=c=0x0B5563:{where}"
        return ["-f", "lavfi", "-i", source, "-i", str(card.path)], f"[0:v]null[g];{over}[v]"
    if picture == "noise":
        source = f"color=c=gray:{where},noise=alls=90:allf=t+u"
        return ["-f", "lavfi", "-i", source, "-i", str(card.path)], f"[0:v]null[g];{over}[v]"
    graph = (
        f"[0:v]format=yuv420p,scale={width}:{height}:flags=fast_bilinear,setsar=1[g];{over}[o];"
        f"[2:v]format=yuv420p[l];[o][l]overlay=x=W*t/{seconds}-W:y=H-{LINE_HEIGHT}:format=yuv420[m];"
        f"[3:v]format=yuva420p[w];[m][w]overlay=x=(W-w)*abs(mod(t/{LAMP_SECONDS}\\,2)-1):y={MARGIN // 4}:format=yuv420[v]"
    )
    colours = _moving_colours(size, fps, seconds, dice)
    stills = [part for still in (card.path, card.line, card.lamp) for part in ("-i", str(still))]
    return ["-f", "lavfi", "-i", colours, *stills], graph


def _moving_colours(size: tuple[int, int], fps: int, seconds: float, dice: random.Random) -> str:
    """Made at a third of the size: nobody sees it, and it costs a ninth."""
    one, two = (colour.replace("#", "0x") for colour in dice.sample(COLOURS, 2))
    small = f"{size[0] // 6 * 2}x{size[1] // 6 * 2}"
    kind = dice.choice(("linear", "radial", "circular", "spiral"))
    return (
        f"gradients=s={small}:r={fps}:d={seconds}:speed={dice.uniform(0.04, 0.08):.4f}"
        f":c0={one}:c1={two}:seed={dice.randrange(9999)}:type={kind}"
    )


def _melody(dice: random.Random) -> str:
    """One bar of eight notes."""
    base = dice.choice((196.0, 220.0, 246.9, 261.6))
    notes = [base * 2 ** (dice.choice(SCALE) / 12) for _ in range(8)]
    pitch = "+".join(f"{note:.1f}*eq(mod(floor(t*2)\\,8)\\,{place})" for place, note in enumerate(notes))
    return f"aevalsrc=0.15*sin(2*PI*t*({pitch}))*exp(-3*mod(t\\,0.5)):s={SAMPLE_RATE}:d={BAR_SECONDS}"


def _draw_card(title: str, unit: str, size: tuple[int, int]) -> Image.Image:
    """A transparent card with both texts, wrapped to the width."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    big, small = size[1] // 9, size[1] // 15
    line = size[1] // 3
    for text, height, weight in ((title, big, 700), (unit, small, 400)):
        for words in _wrap(text, height, weight, size[0] - 2 * MARGIN):
            _write(draw, (MARGIN, line), words, height, weight)
            line += round(height * 1.5)
        line += small // 2
    return image


def _fonts(height: int, weight: int) -> list[ImageFont.FreeTypeFont]:
    """The two files of one weight: Latin letters, and those that only Vietnamese has."""
    return [ImageFont.truetype(str(FONTS / f"{part}-{weight}.woff2"), height) for part in ("latin", "vietnamese")]


def _font_of(letter: str, fonts: list[ImageFont.FreeTypeFont]) -> ImageFont.FreeTypeFont:
    """Letters outside Latin-1 are in the Vietnamese file."""
    return fonts[0] if ord(letter) < 0x100 or letter in "–—“”‘’…" else fonts[1]


def _length(text: str, fonts: list[ImageFont.FreeTypeFont]) -> float:
    return sum(_font_of(letter, fonts).getlength(letter) for letter in text)


def _wrap(text: str, height: int, weight: int, width: int) -> list[str]:
    fonts = _fonts(height, weight)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, fonts) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _write(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, height: int, weight: int) -> None:
    fonts = _fonts(height, weight)
    x, y = at
    for letter in text:
        font = _font_of(letter, fonts)
        draw.text((x, y + height), letter, font=font, fill="white", anchor="ls")
        x += font.getlength(letter)
