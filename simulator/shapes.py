"""Checks that an answer is one AWS could give: botocore's output shape, and the enums it does not check itself.

The answers are made in `answers/`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape
from botocore.validate import ParamValidator


class ShapeError(AssertionError):
    """The simulator is wrong: AWS cannot answer so."""


def check(service: str, operation: str, answer: Mapping[str, Any]) -> None:
    """Raise ShapeError unless `answer` fits the operation's output shape, required members and enums included."""
    shape = _model(service, operation).output_shape
    report = ParamValidator().validate(answer, shape)
    if report.has_errors():
        raise ShapeError(f"{service}.{operation}: {report.generate_report()}")
    for path, value, allowed in _wrong(shape, answer, operation):
        raise ShapeError(f"{service}.{operation}: {path} is {value!r}, not one of {allowed}")


@cache
def _service(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


@cache
def _model(service: str, operation: str) -> OperationModel:
    return _service(service).operation_model(operation)


def _wrong(shape: Shape, value: Any, path: str) -> list[tuple[str, Any, list[str]]]:
    """Strings outside their enum."""
    if shape.type_name == "structure":
        parts = [(shape.members[name], part, f"{path}.{name}") for name, part in value.items()]
    elif shape.type_name == "list":
        parts = [(shape.member, part, f"{path}[{i}]") for i, part in enumerate(value)]
    elif shape.type_name == "map":
        parts = [(shape.value, part, f"{path}[{name!r}]") for name, part in value.items()]
    else:
        enum = getattr(shape, "enum", [])
        return [(path, value, enum)] if enum and value not in enum else []
    return [wrong for part in parts for wrong in _wrong(*part)]
