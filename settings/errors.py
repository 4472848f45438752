"""The error that carries everything wrong with the settings at once.

How each problem is found lives in `load` and `files`.
"""

from deliverability.model import N_, ProductError, Text, text


class SettingsError(ProductError):
    """The settings cannot be used; `problems` holds one sentence for each thing that is wrong, `message` all of them."""

    def __init__(self, problems: tuple[Text, ...]) -> None:
        first, *rest = problems
        message = first
        for problem in rest:
            message = text(N_("{problems}\n{problem}"), problems=message, problem=problem)
        super().__init__(message)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(str(problem.params.get("name", problem.msgid)) for problem in self.problems)
