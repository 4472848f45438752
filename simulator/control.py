"""Routes under /simulator/ by which tests in other processes steer a served world and read its truth, as JSON.

GET calls, DELETE calls · GET faults, POST faults (fields of Fault), DELETE faults · GET clock, POST clock {"at"} or
{"advance_seconds"} · POST alignment {"region", "at", "by_seconds"} · GET sent (?region) · GET dns (what was looked up), POST dns {"domain", "faults"}
· GET access, alarms, POST access, alarms {"faults"} (words of `access.py`, `rate_alarms.py`) · POST steps {"steps"} (words of `steps.py`) · GET truth/bins, truth/metric, truth/account.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from json import dumps
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from simulator import access, rate_alarms
from simulator.world import World
from simulator.zone_faults import FAULTS


class Control:
    """A WSGI application."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes: Mapping[tuple[str, str], Callable[[Request], Any]] = {
            ("GET", "calls"): self._calls,
            ("DELETE", "calls"): lambda _: world.calls.clear(),
            ("GET", "faults"): lambda _: [asdict(fault) for fault in world.faults],
            ("POST", "faults"): lambda request: asdict(world.faults.add(**request.get_json())),
            ("DELETE", "faults"): lambda _: world.faults.clear(),
            ("GET", "clock"): lambda _: {"at": world.clock.moment().isoformat()},
            ("POST", "clock"): self._set_clock,
            ("POST", "alignment"): self._shift_alignment,
            ("GET", "sent"): lambda request: [asdict(mail) for mail in world.region(request.args["region"]).sent],
            ("GET", "dns"): lambda _: world.looked_up,
            ("POST", "dns"): self._set_dns,
            ("POST", "steps"): lambda request: world.do(request.get_json()["steps"]),
            ("GET", "access"): lambda _: world.access,
            ("POST", "access"): lambda request: self._set_words("access", access.WORDS, request),
            ("GET", "alarms"): lambda _: world.alarms,
            ("POST", "alarms"): lambda request: self._set_words("alarms", rate_alarms.WORDS, request),
            ("GET", "truth/bins"): self._bins,
            ("GET", "truth/metric"): self._metric,
            ("GET", "truth/account"): self._account,
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        route = self._routes.get((request.method, request.path.removeprefix("/simulator/")))
        if route is None:
            return _json({"error": f"no {request.method} {request.path} here"}, 404)(environ, start_response)
        try:
            return _json(route(request))(environ, start_response)
        except (KeyError, TypeError, ValueError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)(environ, start_response)

    def _calls(self, _request: Request) -> list[dict[str, Any]]:
        return [asdict(call) | {"action": call.action} for call in self._world.calls]

    def _set_clock(self, request: Request) -> dict[str, str]:
        wanted = request.get_json()
        if "at" in wanted:
            self._world.clock.set(datetime.fromisoformat(wanted["at"]))
        self._world.clock.advance(timedelta(seconds=wanted.get("advance_seconds", 0)))
        return {"at": self._world.clock.moment().isoformat()}

    def _shift_alignment(self, request: Request) -> None:
        wanted = request.get_json()
        self._world.shift_alignment(wanted["region"], datetime.fromisoformat(wanted["at"]), wanted["by_seconds"])

    def _set_dns(self, request: Request) -> None:
        wanted = request.get_json()
        if unknown := set(wanted["faults"]) - FAULTS.keys():
            raise ValueError(f"no faults: {', '.join(sorted(unknown))}")
        self._world.dns_faults[wanted["domain"]] = tuple(wanted["faults"])

    def _set_words(self, of: str, known: Collection[str], request: Request) -> None:
        """In place of all that was said before; none at all mends everything."""
        wanted = request.get_json()["faults"]
        if unknown := set(wanted) - set(known):
            raise ValueError(f"no faults: {', '.join(sorted(unknown))}")
        setattr(self._world, of, tuple(wanted))

    def _bins(self, request: Request) -> list[dict[str, int]]:
        return [asdict(found) for found in self._world.truth.bins(*_window(request), as_of=_as_of(request))]

    def _metric(self, request: Request) -> dict[int, float]:
        region, since, until = _window(request)
        args = request.args
        return self._world.truth.metric(
            region, args["name"], since, until, int(args["period"]), args.get("set", ""), _as_of(request)
        )

    def _account(self, request: Request) -> dict[str, Any]:
        region, truth = request.args["region"], self._world.truth
        return {
            "sent_last_24_hours": truth.sent_last_24_hours(region),
            "bounce_rate": truth.reputation(region, "Reputation.BounceRate"),
            "complaint_rate": truth.reputation(region, "Reputation.ComplaintRate"),
        }


def _window(request: Request) -> tuple[str, int, int]:
    return request.args["region"], int(request.args["since"]), int(request.args["until"])


def _as_of(request: Request) -> int | None:
    return int(request.args["as_of"]) if "as_of" in request.args else None


def _json(body: Any, status: int = 200) -> Response:
    return Response(dumps(body, default=str), status, mimetype="application/json")
