"""An account that mails in one region or two, what its owner chose, and what AWS charged it."""

from decimal import Decimal

from deliverability.bins import Bin
from deliverability.cost.calendar import since_of
from deliverability.cost.choices import Choices
from deliverability.coverage import Span
from deliverability.metrics import DAY, QUARTER
from deliverability.model import Scope
from report.costing import costs
from store import costs as told
from store import snapshots, statistics
from store.costs import Charged
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body

SINCE = since_of(AT)
TODAY = AT - AT % DAY
OTHER = Scope(SCOPE.account_id, "us-east-1")
EACH_DAY = 9600


def mailing(store, scope=SCOPE, plan="ESSENTIALS", **body):
    """14 days of 9,600 attempts a day, up to now."""
    first = AT - 14 * DAY
    statistics.keep(store, scope, [Bin(at, 100, 0, 0, 0) for at in range(first, AT, QUARTER)], AT)
    known = healthy_body(plan=plan, **body)
    snapshots.keep(store, scope, "account", "", {k: v for k, v in known.items() if v is not None}, AT - 20 * DAY)


def choose(store, **chosen):
    declare(store, costs=Choices(**chosen).to_plain(), regions=[SCOPE.region, OTHER.region])


def asked(store, region=None, **how):
    return costs(store, SCOPE.account_id, region, NOW, **how)


def charge(store, *rows, read_at=AT):
    days = [Charged(at, SCOPE.region, usage, Decimal(usd), Decimal(1), "Count") for at, usage, usd in rows]
    told.keep_charges(store, SCOPE.account_id, Span(SINCE, TODAY + DAY), days, read_at)
