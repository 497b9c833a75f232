"""The pages of docs/developer that are written from the code: `./lantoa docs`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from lantoa.pure.kernel.transitions import Lifecycle

PACKAGE = Path(__file__).resolve().parent.parent
STATES = PACKAGE.parents[1] / "docs" / "developer" / "states.md"
HEAD = """# States

Written from each room's `lifecycle.py` by `./lantoa docs`; a test compares. An arrow is a transition that a service may make,
under this name; anything else is refused with `<subject>_cannot_<name>` (status 409).
"""


def lifecycles() -> dict[str, Lifecycle]:
    """Every table of the house, by the room that owns it."""
    found = {}
    for path in sorted(PACKAGE.glob("*/*/lifecycle.py")):
        floor, room = path.parts[-3:-1]
        module = import_module(f"lantoa.{floor}.{room}.lifecycle")
        for value in vars(module).values():
            if isinstance(value, Lifecycle):
                found[f"{floor}/{room}: {value.subject}"] = value
    return found


def states() -> str:
    """The page of all state machines as Mermaid diagrams."""
    parts = [HEAD]
    parts += [f"## {name}\n\n```mermaid\n{table.mermaid()}\n```\n" for name, table in lifecycles().items()]
    return "\n".join(parts)


def write() -> None:
    STATES.write_text(states(), encoding="utf-8")
