"""The frame around every page: what follows from page to page, and what is told above all of them."""

import re
import shutil
from contextlib import closing

from deliverability.model import Scope
from store import snapshots
from store.open import open_store
from tests.pages import accounts
from tests.pages.conftest import words_on


def test_the_range_follows_to_the_other_page_and_into_its_address(draw):
    page = draw("plain", query={"range": "7d"})
    page.switch_page("../../pages/deliverability.py").run()
    assert page.query_params["range"] in ("7d", ["7d"])
    page.switch_page("../../pages/overview.py").run()
    assert page.query_params["range"] in ("7d", ["7d"])


def test_trouble_in_another_region_is_told_beside_the_one_looked_at(draw, databases, tmp_path):
    path = shutil.copy(accounts.build("regions", databases), tmp_path / "regions.db")
    with closing(open_store(f"sqlite:///{path}")) as store:
        other = Scope(accounts.SCOPE.account_id, "us-east-1")
        body = snapshots.latest(store, other, "account")[""].body
        snapshots.keep(store, other, "account", "", {**body, "enforcement_status": "PROBATION"}, accounts.AT)
    told = next(line for line in words_on(draw("regions", path=path)).splitlines() if ":small[" in line)
    assert re.search(r"Act now\]\s*us-east-1", told), told
    assert "us-east-1" not in words_on(draw("regions"))
