"""Items of who else can read the application's environment file: other users of the machine, and whoever has the code.

What the file says is judged in `configuration_file.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.configuration_file import seen_of
from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste, Section, Verdict, attention, failed, item, passed, unknown
from deliverability.environment import EnvironmentFile, Git
from deliverability.model import N_, Reason, Unknown, text
from deliverability.rules.rule import Severity

OTHERS: Final = 0o007
GROUP: Final = 0o070
NOT_SEEN: Final = Unknown(Reason.FAILED, text(N_("There is no file at APP_ENV_FILE whose mode could be seen.")))


def _files(known: Facts) -> str:
    """The file that is looked at, as a shell takes it; the guide's where none is."""
    seen = known.environment
    return "'" + seen.name.replace("'", "'\\''") + "'" if isinstance(seen, EnvironmentFile) else ".env .env.aws"


def _mode(known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (Paste(text(N_("Only its owner may read the file")), f"chmod 600 {_files(known)}"),)


@item(
    N_("Nobody else can read the environment file"),
    section=Section.CONFIGURATION,
    why=N_("Whoever can read the file can send mail in your name, and every user of the machine may be one too many."),
    cure=(N_("Let only its owner read the file. If others could, replace the key: nobody knows who did."),),
    severity=Severity.CRITICAL,
    guide_step="security",
    pastes=_mode,
    rests_on=("env_file",),
)
def environment_secret(known: Facts) -> Iterator[Verdict]:
    """The file's permission bits."""
    seen = seen_of(known)
    if isinstance(seen, Verdict):
        yield seen
    elif seen.mode is None:
        yield unknown(NOT_SEEN if seen.trouble is None else Unknown(Reason.FAILED, seen.trouble))
    else:
        mode = f"{seen.mode:03o}"
        if seen.mode & OTHERS:
            yield failed(text(N_("{file} has the mode {mode}: every user may get at it."), file=seen.name, mode=mode))
        elif seen.mode & GROUP:
            yield attention(text(N_("{file} has the mode {mode}: its group may get at it."), file=seen.name, mode=mode))
        else:
            yield passed(text(N_("{file} has the mode {mode}."), file=seen.name, mode=mode))


def _git(known: Facts, _subject: str) -> tuple[Paste, ...]:
    files = _files(known)
    look = f"git log --all --full-history --oneline -- {files}"
    if isinstance(known.environment, EnvironmentFile):
        look = f'cd "$(dirname {files})" && git log --all --full-history --oneline -- "$(basename {files})"'
    return (
        Paste(text(N_("Git shall not take the file (in the folder where it lies)")), IGNORE),
        Paste(text(N_("Whether git ever held it: this must print nothing")), look),
    )


IGNORE: Final = "printf '.env\\n.env.*\\n!.env.example\\n' >> .gitignore"

FOUND: Final = {
    Git.NO_REPOSITORY: (passed, N_("{file} does not lie in a git repository.")),
    Git.IGNORED: (passed, N_("Git ignores {file}, and never held it.")),
    Git.EXPOSED: (
        attention,
        N_("Git does not hold {file}, but the next `git add .` would take it: nothing ignores it."),
    ),
    Git.ONCE: (failed, N_("Git no longer holds {file}, but its history does: whoever has the repository has the key.")),
    Git.TRACKED: (failed, N_("Git holds {file}: whoever has the repository has the key.")),
}


@item(
    N_("Git neither holds the environment file nor ever did"),
    section=Section.CONFIGURATION,
    why=N_("Keys in a public repository are found within minutes and used to send spam in your name."),
    cure=(
        N_("Have git ignore the file; if git holds it, take it out with `git rm --cached`."),
        N_("If it was ever committed, replace the key: taking the file out of git does not call it back."),
    ),
    severity=Severity.CRITICAL,
    guide_step="security",
    pastes=_git,
    rests_on=("env_file",),
)
def environment_git(known: Facts) -> Iterator[Verdict]:
    """What git has of the file, now and in its past."""
    seen = seen_of(known)
    if isinstance(seen, Verdict):
        yield seen
    elif seen.git is Git.UNKNOWN:
        yield unknown(Unknown(Reason.FAILED, seen.git_why or seen.trouble))
    else:
        verdict, sentence = FOUND[seen.git]
        yield verdict(text(sentence, file=seen.name))
