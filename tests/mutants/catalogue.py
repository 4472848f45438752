"""All mutants there are."""

from typing import Final

from tests.mutants.account import ACCOUNT_AND_SETUP
from tests.mutants.costs import COSTS
from tests.mutants.letters import LETTERS
from tests.mutants.machine import MACHINE
from tests.mutants.mutant import Mutant
from tests.mutants.rates import RATES
from tests.mutants.volume import VOLUME_AND_OURSELVES

MUTANTS: Final[tuple[Mutant, ...]] = (*MACHINE, *LETTERS, *RATES, *ACCOUNT_AND_SETUP, *VOLUME_AND_OURSELVES, *COSTS)
