"""Answers in pages: a loop over their tokens that cannot run for ever, and never passes a part for the whole.

SES v2 has no paginators; what is done with the items lives in the files of the things that are listed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
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
    for answer in pages(visit, "sesv2", operation, "NextToken", MOST_PAGES, {"PageSize": PAGE_SIZE}):
        items = answer.get(member)
        if not isinstance(items, list) and (items is not None or expected):
            raise Malformed(operation, visit.aws.region, text(N_("it holds no list of {member}."), member=member))
        yield from items or ()


def pages(
    visit: Visit, service: str, operation: str, token: str, most: int, asked: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The pages of an answer, each asked for with the member `token` of the one before.

    Raises Malformed where they lead back to an earlier one or go on after `most`: what came is then a part only.
    """
    seen: set[str] = set()
    params = dict(asked)
    for _ in range(most):
        answer = visit.aws.call(service, operation, **params)
        yield answer
        following = answer.get(token)
        if not following:
            return
        if following in seen:
            raise Malformed(operation, visit.aws.region, text(N_("its pages lead back to an earlier one.")))
        seen.add(following)
        params[token] = following
    raise Malformed(operation, visit.aws.region, text(N_("it goes on after {pages:number} pages."), pages=most))


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
