"""moto has no `freetier`: its calls come in by Cost Explorer's door, and are told apart by the service they name.

What they are answered is in `answers/billing.py`; how every call passes, in `hooks.py`.
"""

import re
from typing import Any, Final

import moto.backend_index
import moto.ce.urls
from moto.ce.responses import CostExplorerResponse
from moto.core.responses import BaseResponse

HOST: Final = r"https?://freetier\.([^.]+)\.(amazonaws\.com|api\.aws)"
TARGET: Final = "AWSFreeTierService."


class FreeTierResponse(BaseResponse):
    def __init__(self) -> None:
        super().__init__(service_name="freetier")


def _by_target(request: Any, full_url: str, headers: Any) -> Any:
    """Flask hands over its own headers, botocore's stub ours: both know the target."""
    asked = str(headers.get("X-Amz-Target", ""))
    response = FreeTierResponse if asked.startswith(TARGET) else CostExplorerResponse
    return response.dispatch(request, full_url, headers)


def install() -> None:
    """Open the door, once."""
    if HOST in moto.ce.urls.url_bases:
        return
    moto.ce.urls.url_bases.append(HOST)
    moto.ce.urls.url_paths["{0}/$"] = _by_target
    moto.backend_index.backend_url_patterns.append(("ce", re.compile(HOST)))
