"""What every stage of the demonstration needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lantoa.contest.contests.models import Contest
from lantoa.demo import cast
from lantoa.demo.client import Person
from lantoa.demo.state import Memory

SETTLE_SECONDS = 1800


@dataclass
class Stage:
    """What every stage needs."""

    base: str
    data: Path
    memory: Memory
    say: Callable[[str], None]
    alive: Callable[[], None]

    @property
    def clips(self) -> Path:
        return self.data / "demo-clips"

    def contest(self) -> Contest:
        return Contest.objects.get(slug=self.memory.contest)

    def browser(self, part: cast.Part) -> Person:
        """A fresh browser in which this person has signed in."""
        return Person(self.base, part.email, self.memory.password).sign_in()


def until(stage: Stage, condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while not condition():
        stage.alive()
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {SETTLE_SECONDS // 60} minutes for {what}.")
        time.sleep(1)
