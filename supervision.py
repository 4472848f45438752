"""What is said, and done, when a process of the product ends: stop all, let it be, or start it again.

How processes are started, kept and stopped is in `processes`; which there are, in `run.py`.
"""

import sys
from typing import Final

from deliverability.model import N_, Text, text
from processes import Family, Process
from words.render import render

REFUSED: Final = 2
"""The exit code of a process that cannot do its work with these settings."""
REFUSES: Final = N_("The {name} does not run, for the reason given above. The dashboard stays up.")
LEFT: Final = N_("The {name} was told to end. The dashboard stays up, and says that nothing is collected.")
AGAIN: Final = N_(
    "The {name} ended unexpectedly ({how}). The dashboard stays up; the {name} is started again in {wait:duration}."
)

NAMES: Final = {
    "simulator": N_("simulated account"),
    "collector": N_("collector"),
    "dashboard": N_("dashboard"),
}


def is_broken(family: Family, language: str) -> bool:
    """Whether a process ended that the others need, after saying so; one that they do not need is started again."""
    for process, code in family.ended():
        if process.may_end:
            say(language, _told(process, code, family))
            continue
        broken = N_("The {name} ended unexpectedly ({how}); everything is stopped.")
        say(language, text(broken, name=named(process), how=_how(code)))
        return True
    return False


def _told(process: Process, code: int, family: Family) -> Text:
    """What is said of the end of a process that nobody else needs, once it is seen to."""
    if code == REFUSED:
        return text(REFUSES, name=named(process))
    if code == 0:
        return text(LEFT, name=named(process))
    return text(AGAIN, name=named(process), how=_how(code), wait=family.again(process))


def _how(code: int) -> Text:
    """How a process ended, by the code that Popen tells: that of the signal, negative, where one ended it."""
    if code < 0:
        return text(N_("signal {number}"), number=-code)
    return text(N_("exit code {code}"), code=code)


def named(process: Process) -> Text:
    """What a person calls it."""
    return Text(NAMES.get(process.name, process.name))


def say(language: str, message: Text) -> None:
    """Tell the person who started all of this."""
    sys.stderr.write(f"{render(message, language)}\n")
    sys.stderr.flush()
