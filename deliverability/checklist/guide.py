"""The setup guide's closing list: nine boxes, each with the items that prove it.

Which sentence of the guide became which item or page is in `docs/checklist.md`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.model import N_


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the guide by its name: a marked sentence, and the items that are done when it may be ticked."""

    name: str
    title: str
    items: tuple[str, ...]


BOXES: Final = (
    Box("account", N_("AWS account made"), ("credentials", "region", "payment-card")),
    Box(
        "iam-user",
        N_("IAM user and key made"),
        (
            "root-key",
            "root-access-keys",
            "permissions",
            "collector-policy",
            "application-user",
            "application-permissions",
            "own-key",
        ),
    ),
    Box(
        "identity",
        N_("SES address or domain verified"),
        ("identity", "sender-identity", "dkim-status", "dkim-records"),
    ),
    Box(
        "settings",
        N_("Application's variables set (.env file)"),
        (
            "sender-setting",
            "endpoint-setting",
            "environment-file",
            "environment-region",
            "environment-sender",
            "environment-secret",
            "environment-git",
        ),
    ),
    Box("restart", N_("Docker restarted"), ("restart",)),
    Box("test-mail", N_("Test mail arrived"), ("mail-accepted", "test-send", "test-mail")),
    Box("signup-mail", N_("Sign-up mail tested"), ("signup-test", "signup-mail")),
    Box("production", N_("Sandbox left (production)"), ("production-access", "sending")),
    Box(
        "monitoring",
        N_("Monitoring set up"),
        ("reputation-metrics", "feedback-path", "alarms", "alert-channels", "collector-fresh"),
    ),
)
"""In the guide's order."""
