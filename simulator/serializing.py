"""Answers into bytes: moto's own serializers, told that an answer is a dictionary with AWS's own member names.

moto looks each member up under a dozen names, which takes nine tenths of the time of a long answer.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from moto.core.responses import ActionContext, ActionResult
from moto.core.serialize import ResponseSerializer


class Answered(ActionResult):
    def execute_result(self, context: ActionContext) -> tuple[int, dict[str, Any], Any]:
        plain = _plain(context.serializer_class)  # type: ignore[arg-type]  # a class hashes, whatever its instances do
        serialized = plain(operation_model=context.operation_model).serialize(self.result)
        return serialized["status_code"], dict(serialized["headers"]), serialized["body"]


@cache
def _plain(serializer: type[ResponseSerializer]) -> type[ResponseSerializer]:
    return type(f"Plain{serializer.__name__}", (serializer,), {"get_value": _member})


def _member(_serializer: ResponseSerializer, value: Mapping[str, Any], key: str, _shape: object) -> Any:
    return value.get(key)
