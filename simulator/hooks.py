"""The two hooks on moto: every call of every service passes here, and is recorded, struck by faults, and answered.

They rest on moto's private `BaseResponse.call_action` and `url_paths`, hence the narrow pin; sockets live in `server.py`.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import moto.sesv2.urls
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from moto import mock_aws
from moto.core.errors import COMMON_ERROR_CODES
from moto.core.responses import ActionResult, BaseResponse
from moto.sesv2.responses import SESV2Response

from simulator import freetier
from simulator.answers import ANSWERS
from simulator.answers.asked import Asked
from simulator.calls import Call
from simulator.errors import CODES, NOT_SIMULATED, Refusal, struck
from simulator.faults import Fault, Kind
from simulator.partial import QUERY_CODES, halved, with_failed_queries
from simulator.serializing import Answered
from simulator.shapes import check
from simulator.world import World

Answer: TypeAlias = tuple[int, dict[str, Any], str | bytes]

WORLD: Final = "simulator.world"
"""Where server.py leaves the world in a request's environment."""
CUT: Final = "simulator.cut"
"""Where it finds that the connection is to be closed, after so many seconds."""
MAILING: Final = frozenset({"ses", "sesv2"})
"""Services whose being asked in a region shows that the account mails from there."""
MALFORMED: Final = '{"answer": "<and then the line went'

_in_process: list[World] = []
_moto_answers: Final = BaseResponse.call_action


@contextmanager
def inprocess(world: World) -> Iterator[World]:
    """Within, boto3's clients of this process talk to `world`; no socket is opened, dummy keys are set."""
    install()
    _in_process.append(world)
    try:
        with mock_aws():
            yield world
    finally:
        _in_process.remove(world)


def install() -> None:
    """Hook into moto, once; without a world it goes on as if nothing had happened."""
    freetier.install()
    # moto's own catch-all for this service is a regular expression that Flask reads literally.
    moto.sesv2.urls.url_paths.setdefault("{0}/v2/email/(?P<rest>.+)$", SESV2Response.dispatch)
    # moto warns of codes that a service's model does not list, and access errors are in none.
    COMMON_ERROR_CODES.extend(CODES - set(COMMON_ERROR_CODES))
    BaseResponse.call_action = _call_action  # type: ignore[assignment, method-assign]


def _call_action(response: BaseResponse) -> Answer:
    world = response.normalized_request.environ.get(WORLD) or (_in_process[-1] if _in_process else None)
    operation = response._get_action()  # noqa: SLF001 - moto has no other name for it
    if world is None or operation is None:
        return _moto_answers(response)
    service = response.boto3_service_name
    if service in MAILING:
        world.note_mailing(response.region)
    faults = world.faults.strike(service, operation, response.region)
    params = _params(response)
    outcome = "ok"
    try:
        answer = _answer(world, response, (service, operation), params, faults)
    except Refusal as refusal:
        outcome = refusal.code
        answer = _refused(response, refusal)
    finally:
        kinds = "+".join(fault.kind for fault in faults)
        call = Call(world.clock.now(), service, operation, response.region, params, kinds or outcome)
        world.calls.record(call)
    return answer


def _answer(
    world: World, response: BaseResponse, asked: tuple[str, str], params: Mapping[str, Any], faults: list[Fault]
) -> Answer:
    for fault in faults:
        _strike(world, response, asked, fault)
    kinds = {fault.kind for fault in faults}
    answers = ANSWERS.get(asked)
    if answers is None:
        status, headers, body = _left_to_moto(response, asked)
    else:
        region = world.region(response.region)
        words = (world.access, world.alarms)
        result = answers(Asked(region, world.clock.now(), params, world.page_size, world.mailing(), *words))
        check(*asked, result)
        for kind in kinds & set(QUERY_CODES):
            result = with_failed_queries(result, QUERY_CODES[kind])
        if Kind.PARTIAL in kinds:
            result = halved(result)
        status, headers, body = response.serialized(Answered(result))
    return status, headers, MALFORMED if Kind.MALFORMED in kinds else body


def _strike(world: World, response: BaseResponse, asked: tuple[str, str], fault: Fault) -> None:
    """Act out what a fault does before there is an answer."""
    environ, endpoint = response.normalized_request.environ, response.uri
    on_socket = WORLD in environ
    if fault.kind is Kind.SLOW:
        time.sleep(fault.seconds)
    elif fault.kind in {Kind.CUT, Kind.TIMEOUT}:
        if on_socket:
            environ[CUT] = fault.seconds if fault.kind is Kind.TIMEOUT else 0.0
        elif fault.kind is Kind.CUT:
            raise ConnectionClosedError(endpoint_url=endpoint)
        else:
            raise ReadTimeoutError(endpoint_url=endpoint)
    elif fault.kind not in {Kind.PARTIAL, Kind.MALFORMED, *QUERY_CODES}:
        action = Call(0, *asked, "", {}, "").action
        raise struck(fault.kind, asked[0], world.account_id, action)


def _left_to_moto(response: BaseResponse, asked: tuple[str, str]) -> Answer:
    try:
        return _moto_answers(response)
    except NotImplementedError:
        raise Refusal(NOT_SIMULATED, f"The simulated account has no {asked[0]} {asked[1]}.", 501) from None


def _refused(response: BaseResponse, refusal: Refusal) -> Answer:
    _, headers, body = response.serialized(ActionResult(refusal))
    return refusal.status, headers, body


def _params(response: BaseResponse) -> Mapping[str, Any]:
    response.parse_parameters(response.normalized_request)
    return dict(response.params)
