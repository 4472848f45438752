"""Lists of SES v2, which has no paginators: a loop over NextToken that cannot run for ever.

What is done with the items lives in `identities.py` and `configuration_sets.py`.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from collector.aws.errors import Malformed, NotFound
from collector.aws.reading import Visit
from deliverability.model import N_, text
from store import snapshots

PAGE_SIZE: Final = 1000
MOST_PAGES: Final = 100


def listed(visit: Visit, operation: str, member: str, *, expected: bool) -> Iterator[Any]:
    """The items of every page.

    Raises Malformed when the pages cannot end, or when a list that is `expected` to hold something is absent: absent
    is unknown, and would otherwise pass for "all gone".
    """
    tokens: set[str] = set()
    page: dict[str, Any] = {"PageSize": PAGE_SIZE}
    for _ in range(MOST_PAGES):
        answer = visit.aws.call("sesv2", operation, **page)
        items = answer.get(member)
        if not isinstance(items, list) and (items is not None or expected):
            raise Malformed(operation, visit.aws.region, text(N_("it holds no list of {member}."), member=member))
        yield from items or ()
        token = answer.get("NextToken")
        if not token:
            return
        if token in tokens:
            raise Malformed(operation, visit.aws.region, text(N_("its pages lead back to an earlier one.")))
        tokens.add(token)
        page["NextToken"] = token
    what = text(N_("it goes on after {pages:number} pages."), pages=MOST_PAGES)
    raise Malformed(operation, visit.aws.region, what)


def retire(visit: Visit, kind: str, missing: Collection[str], ask: Callable[[Visit, str], None]) -> list[str]:
    """Note as gone what a list no longer names and AWS, asked for it by name, does not know; return those names.

    A list can be cut short without a word, and half of it would pass for "the other half was removed".
    """
    gone: list[str] = []
    for name in sorted(missing):
        if visit.stopping():
            break
        try:
            ask(visit, name)
        except NotFound:
            snapshots.keep(visit.store, visit.scope, kind, name, None, visit.at)
            gone.append(name)
        else:
            with visit.part():
                what = text(N_("its list leaves out {subject}, which exists."), subject=name)
                raise Malformed("List", visit.aws.region, what)
    return gone
