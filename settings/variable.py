"""What a variable is to a person, and the class from which both kinds of settings are made.

The variables themselves live in `collector` and `dashboard`; reading them in `load`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field, InstanceOf
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from deliverability.model import Text


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: its name, a line of help, what its value must be and an example of one.

    `internal` ones are set by run.py alone and left out of the documentation.
    """

    name: str
    help: str
    must: str
    example: str
    internal: bool = False


class Settings(BaseSettings):
    """Frozen settings, with the place each variable came from and what a person should be warned about.

    `origins` maps a variable's name to `environment`, `.env` or `.env.aws`; one that is left out has its default.
    """

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False
    )

    origins: dict[str, str] = Field(default={})
    warnings: tuple[InstanceOf[Text], ...] = Field(default=())

    @classmethod
    def variables(cls) -> dict[str, Variable]:
        """The variables by the name of their field, in the order in which a person reads about them."""
        return {
            name: found
            for name, field in cls.model_fields.items()
            for found in field.metadata
            if isinstance(found, Variable)
        }

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings calls it by name
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """`load` alone reads the environment and the files, since it must know which of them a value came from."""
        return (init_settings,)

    def __repr_args__(self) -> Iterator[tuple[str, str]]:
        """Names and their origins, never a value: a secret may have been pasted into any variable."""
        yield from self.origins.items()
