"""The template's parameters: what may be set when it is deployed, each with its words.

The words stand in the template in English alone: CloudFormation shows question marks for letters beyond ASCII.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deliverability.model import N_
from deliverability.template.choice import TELLS, Choice, Json, Part, Principal

EMAIL: Final = "Email"
OPENS: Final = "OpensAndClicks"
BILL: Final = "BillingAlarmUsd"
BUDGET: Final = "MonthlyBudgetUsd"
SERVICE: Final = "TrustedService"
ALARM_USD: Final = 20
"""At what a month's bill somebody is told where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, a marked sentence of what it is for, and its value where none is given."""

    name: str
    doc: str
    default: str | int | float
    rules: Json

    @property
    def body(self) -> Json:
        """As the template holds it."""
        return {"Description": self.doc, "Default": self.default, **self.rules}


def parameters(choice: Choice) -> Iterator[Parameter]:
    """Those that the chosen parts need."""
    parts = set(choice.parts)
    if TELLS & parts:
        yield Parameter(EMAIL, _EMAIL_DOC, choice.email, _ADDRESS)
    if Part.EVENTS in parts:
        yield Parameter(OPENS, _OPENS_DOC, "no", {"Type": "String", "AllowedValues": ["no", "yes"]})
    if Part.BILLING in parts:
        yield Parameter(BILL, _BILL_DOC, ALARM_USD, {"Type": "Number", "MinValue": 0})
    if Part.BUDGET in parts:
        usd = choice.budget_usd
        amount = int(usd) if usd == usd.to_integral_value() else float(usd)
        yield Parameter(BUDGET, _BUDGET_DOC, amount, {"Type": "Number", "MinValue": 0.01})
    if Part.ACCESS in parts and choice.principal is Principal.ROLE:
        yield Parameter(SERVICE, _SERVICE_DOC, SERVICES[0], {"Type": "String", "AllowedValues": list(SERVICES)})


SERVICES: Final = ("ec2.amazonaws.com", "ecs-tasks.amazonaws.com")
_ADDRESS: Final[Json] = {
    "Type": "String",
    "AllowedPattern": r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$",
    "ConstraintDescription": "It must be an e-mail address, or empty.",
}
_EMAIL_DOC: Final = N_(
    "Address that is told of alarms and budgets, once it confirmed the mail from SNS. Empty: nobody."
)
_OPENS_DOC: Final = N_(
    "yes: also events of mails that are opened and links that are followed. It adds a pixel to HTML mail and rewrites its links."
)
_BILL_DOC: Final = N_(
    "What the account may owe for the month, in USD, before somebody is told. Made in us-east-1 only."
)
_BUDGET_DOC: Final = N_("What SES may cost in a month, in USD.")
_SERVICE_DOC: Final = N_("Service whose machines take the role on.")
