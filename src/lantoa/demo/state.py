"""What the demonstration remembers between runs: the password it drew and how far it came."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

#: The file that makes a folder a demonstration's.
MARK = "demo.json"


@dataclass
class Memory:
    """Kept in the data folder, readable by its owner only."""

    path: Path
    password: str = field(default_factory=lambda: f"demo-{secrets.token_hex(5)}")
    stages: list[str] = field(default_factory=list)
    contest: str = ""
    sample: str = ""
    #: How many clips are sent, when it is not all of them.
    clips: int | None = None
    article: str = ""
    draft_article: int = 0

    @classmethod
    def of(cls, data: Path) -> Memory:
        path = data / MARK
        if not path.exists():
            return cls(path)
        return cls(path, **json.loads(path.read_text(encoding="utf-8")))

    def keep(self) -> None:
        told = {key: value for key, value in asdict(self).items() if key != "path"}
        partial = self.path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
        partial.replace(self.path)

    def done(self, stage: str) -> bool:
        return stage in self.stages

    def finish(self, stage: str) -> None:
        if stage not in self.stages:
            self.stages.append(stage)
        self.keep()
