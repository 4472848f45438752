"""All mutants there are."""

from typing import Final

from tests.mutants.access import ACCESS_AND_ALARMS
from tests.mutants.account import ACCOUNT_AND_SETUP
from tests.mutants.checklist import CHECKLIST
from tests.mutants.costs import COSTS
from tests.mutants.dns import DNS
from tests.mutants.environment import ENVIRONMENT
from tests.mutants.gathered_costs import GATHERED
from tests.mutants.letters import LETTERS
from tests.mutants.machine import MACHINE
from tests.mutants.mail import MAIL
from tests.mutants.mutant import Mutant
from tests.mutants.rates import RATES
from tests.mutants.volume import VOLUME_AND_OURSELVES

MUTANTS: Final[tuple[Mutant, ...]] = (
    *MACHINE,
    *LETTERS,
    *RATES,
    *ACCOUNT_AND_SETUP,
    *VOLUME_AND_OURSELVES,
    *COSTS,
    *ACCESS_AND_ALARMS,
    *GATHERED,
    *MAIL,
    *DNS,
    *CHECKLIST,
    *ENVIRONMENT,
)
