"""The cure that is one command: a CloudFormation template of everything this list wants made in AWS.

What the template holds is in `deliverability/template/`; items that are cured so paste this besides their own commands.
"""

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, Unknown, text
from deliverability.template import typed


def by_template(known: Facts, _subject: str) -> tuple[Paste, ...]:
    """Always the whole: deployed again with fewer parts, a template would take away what another item had made."""
    sets = () if isinstance(known.sets, Unknown) else tuple(known.sets)
    region = known.scope.region
    told = text(N_("Or all that this list wants made in AWS at once, as one stack to remove again (docs/template.md)"))
    return (Paste(told, f"{typed.made(region, sets=sets)}\n{typed.deployed(region)}"),)
