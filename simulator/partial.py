"""Half an answer: what a fault leaves of it, or what it says of the other half.

Which calls it strikes is in `faults.py`.
"""

from typing import Any, Final

from simulator.faults import Kind

QUERY_CODES: Final = {Kind.QUERY_FAILED: "INTERNAL_FAILURE", Kind.QUERY_DENIED: "ACCESS_DENIED"}


def halved(answer: dict[str, Any]) -> dict[str, Any]:
    """The first half of the answer's list, or of its members when it has none; metric data says that it is partial."""
    if "MetricDataResults" in answer:
        return answer | {"MetricDataResults": [_partial(result) for result in answer["MetricDataResults"]]}
    lists = [name for name, value in answer.items() if isinstance(value, list) and value]
    if lists:
        return {name: _half(value) if name in lists else value for name, value in answer.items()}
    return {name: answer[name] for name in _half(list(answer))}


def with_failed_queries(answer: dict[str, Any], code: str) -> dict[str, Any]:
    """Every second query of a batch answered with an error of its own, as SES does under status 200."""
    results = answer.get("Results", [])
    errors = [{"Id": result["Id"], "Code": code, "Message": f"Simulated {code}."} for result in results[1::2]]
    return answer | {"Results": results[::2], "Errors": [*answer.get("Errors", []), *errors]} if results else answer


def _partial(result: dict[str, Any]) -> dict[str, Any]:
    shorter = {name: _half(result[name]) for name in ("Timestamps", "Values")}
    return result | shorter | {"StatusCode": "PartialData"}


def _half(values: list[Any]) -> list[Any]:
    return values[: len(values) // 2]
