"""One deliberate fault of the code. Which there are: the other files here; how they are tried: `__main__.py`."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` stands once in `file` and becomes `new`: the fault `why`, in what is called `of`.

    One of `tests`, names of files, must notice.
    """

    of: str
    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]

    def applied(self, root: Path) -> str:
        """The file's text with the fault in it."""
        text = (root / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} has {text.count(self.old)} times {self.old!r}; a mutant needs it once")
        return text.replace(self.old, self.new)
