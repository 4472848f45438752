"""The item of the application's restart, with commands that never overwrite the application's own file.

What the settings must be is in `configuration.py` and `configuration_file.py`.
"""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste, Section, by_hand
from deliverability.model import N_, text

COMPOSE: Final = """services:
  backend:
    env_file:
      - .env
      - .env.aws
"""
RESTART_IT: Final = """docker compose up -d --force-recreate
docker compose exec -T backend env | grep -E '^(AWS_SES|DEFAULT_FROM|EMAIL_BACKEND)'"""
APPEND: Final = """touch .env && cp -p .env .env.before-ses
[ -z "$(tail -c 1 .env)" ] || echo >> .env
grep -v -F -x -f .env.before-ses .env.aws >> .env"""
"""A last line without its end would swallow the first one that is added."""


def _restart(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (
        Paste(
            text(N_("In the compose file: both files are read, and where both name a variable the later wins")),
            COMPOSE,
        ),
        Paste(
            text(N_("Or, where the compose file must stay: adds to .env what it lacks, removes nothing, keeps a copy")),
            APPEND,
        ),
        Paste(text(N_("Then start anew; the last command shows what arrived")), RESTART_IT),
    )


RESTART: Final = by_hand(
    "restart",
    N_("The application was started again with the new settings"),
    section=Section.CONFIGURATION,
    why=N_(
        "Containers keep the environment they were started with. The guide's `cp .env.aws .env` would wipe your own .env."
    ),
    cure=(
        N_("Let the application read .env.aws beside its own .env, in one of the two ways below."),
        N_("Run the commands where the application's compose file is; the last one shows what it really got."),
    ),
    guide_step="3.2",
    pastes=_restart,
)
