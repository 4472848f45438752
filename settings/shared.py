"""The variables that the collector and the dashboard have in common.

Their own are in `collector` and `dashboard`.
"""

from typing import Annotated, Literal

from pydantic import Field

from deliverability.model import N_
from settings.variable import Variable

StoreUrl = Annotated[
    str,
    Field(pattern=r"^sqlite:///.+$"),
    Variable(
        "DATABASE_URL",
        N_("Where everything is remembered; a relative path counts from the project's folder."),
        N_("It must be sqlite:/// followed by the path of a file."),
        "sqlite:///data/ses.db",
    ),
]
Language = Annotated[
    Literal["en", "ko"],
    Variable(
        "LANGUAGE",
        N_("Language of messages and of the command line: en or ko. The dashboard follows its viewer."),
        N_("It must be en or ko."),
        "ko",
    ),
]
Demo = Annotated[
    bool,
    Variable(
        "DELIVERABILITY_DEMO",
        N_("Set by `make demo`: no file is read and nothing but this machine is asked."),
        N_("It must be 1 or left out."),
        "1",
        internal=True,
    ),
]
