"""Take the demonstration from where it stands to the stage that was asked for."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lantoa.demo.state import MARK, Memory

ORDER = ("call", "screening", "showcase", "judging", "results")
TITLES = {
    "call": "The call: units send their clips",
    "screening": "Screening: which clips are eligible",
    "showcase": "Showcase: people watch and like",
    "judging": "Judging: the panel fills in its sheets",
    "results": "Results: standings, prizes, articles",
}


class NotADemonstration(Exception):
    """The folder belongs to something else."""


def begin(data: Path) -> None:
    """Mark the folder as a demonstration's before anything else lies in it."""
    Memory.of(data).keep()


def require_demonstration(data: Path) -> None:
    """NotADemonstration for a folder with anything else in it."""
    if data.exists() and any(data.iterdir()) and not (data / MARK).exists():
        raise NotADemonstration(
            f"{data} holds something that is no demonstration, so it is left alone. Choose another folder with --data DIR."
        )


def forget(data: Path, *, but: str) -> None:
    """Throw a former demonstration away, but for the file of that name; what marks it as one goes last."""
    for path in sorted(data.iterdir(), key=lambda path: path.name == MARK):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != but:
            path.unlink()


def build(
    base: str,
    data: Path,
    until: str,
    *,
    clips: int | None = None,
    say: Callable[[str], None],
    alive: Callable[[], None],
) -> None:
    """Run each stage that is not done yet, up to `until`; `clips` counts only where a demonstration begins."""
    from django.utils import translation

    from lantoa.demo import call, jury, public
    from lantoa.demo.stage import Stage

    memory = Memory.of(data)
    if clips and not memory.contest:
        memory.clips = clips
    memory.keep()
    stage = Stage(base, data, memory, say, alive)
    work = {
        "call": call.call,
        "screening": public.screening,
        "showcase": public.showcase,
        "judging": jury.judge,
        "results": jury.publish,
    }
    began = time.monotonic()
    translation.activate("vi")
    for number, name in enumerate(ORDER[: ORDER.index(until) + 1], start=1):
        if memory.done(name):
            say(f"[{number}/5] {TITLES[name]}: done already")
            continue
        say(f"[{number}/5] {TITLES[name]}")
        work[name](stage)
        memory.finish(name)
    say(f"Built in {time.monotonic() - began:.0f} s.")


def figures() -> dict[str, Any]:
    """What `--json` writes."""
    from django.conf import settings

    from lantoa.demo import figures as found

    memory = Memory.of(Path(settings.DATA.root))
    return found.of_contest(memory.contest, memory)


def where_to_look(base: str, data: Path) -> str:
    """Addresses, and one sign-in for each role."""
    from lantoa.demo import cast, reference

    memory = Memory.of(data)
    unit = next(plan for plan in reference.units() if plan.entries)
    people = [
        ("administrator", cast.ADMINISTRATOR),
        ("organiser", cast.ORGANISER),
        ("secretary", cast.SECRETARY),
        ("screener", cast.SCREENER),
        ("judge", cast.JURY[0]),
        ("auditor", cast.AUDITOR),
        ("unit representative", cast.representative(unit)),
        ("viewer", cast.PUBLIC[0]),
    ]
    lines = ["", "Where to look:"]
    places = [
        ("home", "/"),
        ("contest", f"/contests/{memory.contest}/"),
        ("gallery", f"/contests/{memory.contest}/clips/"),
        ("desk", "/desk/"),
        ("portal editor", "/cms/"),
    ]
    if "results" in memory.stages:
        places += [("results", f"/contests/{memory.contest}/results/"), ("article", memory.article)]
    lines += [f"  {name:<20} {base}{path}" for name, path in places]
    lines += ["", f"Sign in at {base}/accounts/login/ with the password {memory.password}"]
    lines += [f"  {role:<20} {part.email}" for role, part in people]
    return "\n".join(lines)
