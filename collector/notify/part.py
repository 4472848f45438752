"""A letter in a person's language, sentence by sentence, before it gets the shape of a channel.

It is filled in `writing.py` and shaped there and in `markup.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deliverability.rules.rule import Severity


@dataclass(frozen=True, slots=True)
class Part:
    """Each sentence rendered; one that the letter lacks is empty."""

    label: str
    region: str
    place: str
    headline: str
    when: str = ""
    figures: tuple[str, ...] = ()
    aws: str = ""
    to_do: str = ""
    steps: tuple[str, ...] = ()
    link: str = ""
    severity: Severity = Severity.INFO
    is_over: bool = False

    @property
    def first_line(self) -> str:
        """How grave, and where."""
        return f"{self.label} · {self.place}"

    def lines(self, *first: str) -> Iterator[str]:
        """Everything as lines of plain text, beginning with these."""
        steps = (f"{number}. {step}" for number, step in enumerate(self.steps, 1))
        figures = (f"• {figure}" for figure in self.figures)
        return (line for line in (*first, self.when, *figures, self.aws, self.to_do, *steps, self.link) if line)
