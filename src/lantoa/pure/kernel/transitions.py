"""State machines as tables: frozen transitions that can be checked and printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lantoa.pure.kernel.errors import Conflict


@dataclass(frozen=True, kw_only=True)
class Transition:
    """`name` leads from any of `sources` to `target`."""

    name: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True)
class Lifecycle:
    """All transitions of one kind of object, by name."""

    subject: str
    transitions: Mapping[str, Transition] = field(default_factory=dict)

    @classmethod
    def table(cls, subject: str, rows: Iterable[tuple[str, str, str]]) -> Lifecycle:
        """Rows of (name, "source|source", target)."""
        made = {
            name: Transition(name=name, sources=frozenset(sources.split("|")), target=target)
            for name, sources, target in rows
        }
        return cls(subject, made)

    def target(self, name: str, state: str) -> str:
        """The state that `name` leads to from `state`; Conflict(`<subject>_cannot_<name>`) if it may not."""
        step = self.transitions[name]
        if state not in step.sources:
            raise Conflict(f"{self.subject}_cannot_{name}", state=state)
        return step.target

    def allows(self, name: str, state: str) -> bool:
        return state in self.transitions[name].sources

    def states(self) -> set[str]:
        found = {step.target for step in self.transitions.values()}
        return found.union(*(step.sources for step in self.transitions.values()))

    def mermaid(self) -> str:
        """The table as a state diagram for the documentation."""
        lines = ["stateDiagram-v2"]
        for step in self.transitions.values():
            lines += [f"    {source} --> {step.target}: {step.name}" for source in sorted(step.sources)]
        return "\n".join(lines)
