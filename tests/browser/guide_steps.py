"""The guide as a walk: what stands to be mended, what the user does about it, and where "check again" is pressed.

What the steps do is in `guide_stage.py`; they are walked by `test_guide_walk.py` here and in `tests/pages/`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.guide_stage import BEFORE, FILLED_IN, SETTINGS, Stage

ACCESS = ("collector-full-access", "application-full-access", "application-old-key", "root-keys", "root-no-mfa")


@dataclass(frozen=True)
class Chapter:
    """Items that are to be mended, what mends them, and the one whose "check again" is pressed.

    Where none is pressed the collector was started again. `before` is what goes wrong first, None for nothing.
    """

    items: tuple[str, ...]
    does: Callable[[Stage], object]
    checks: str
    before: Callable[[Stage], object] | None = None


def begin(stage: Stage) -> None:
    """The account as a newcomer has it, asked with a key that does not work."""
    stage.git("init", "-q")
    stage.git("add", ".")
    stage.tell("faults", kind="bad-key", spare=["sts"])
    stage.tell("access", faults=["collector-as-root"])
    stage.tell("alarms", faults=["bounce-missing", "complaint-missing", "billing-missing"])
    stage.records("dkim-missing", "spf-two", "dmarc-missing", "mail-from-no-mx", "mail-from-no-spf")
    stage.starts(**BEFORE)


def _file(stage: Stage) -> None:
    stage.git("rm", "--cached", "-f", stage.file.name)
    stage.file.with_name(".gitignore").write_text(".env*\n")
    stage.file.write_text(FILLED_IN)
    stage.file.chmod(0o600)


def _refused(stage: Stage) -> None:
    stage.tell("faults", kind="denied", operation="ListConfigurationSets")
    stage.starts(**SETTINGS)


def _access(stage: Stage) -> None:
    stage.tell("access", faults=ACCESS)
    stage.starts(**SETTINGS)


CHAPTERS = (
    Chapter(("credentials",), lambda stage: stage.tell("faults"), "credentials"),
    Chapter(
        (
            "root-key",
            "own-key",
            "sender-setting",
            "endpoint-setting",
            "frontend-setting",
            "heartbeat",
            "collector-fresh",
        ),
        lambda stage: (stage.tell("access", faults=[]), stage.starts(**SETTINGS)),
        "",
    ),
    Chapter(("permissions",), lambda stage: stage.tell("faults"), "permissions", _refused),
    Chapter(
        ("collector-policy", "application-permissions", "key-rotation", "root-access-keys", "root-mfa"),
        lambda stage: stage.tell("access", faults=[]),
        "collector-policy",
        _access,
    ),
    Chapter(
        ("application-user",),
        lambda stage: stage.tell("access", faults=[]),
        "application-user",
        lambda stage: (stage.tell("access", faults=["application-gone"]), stage.starts(**SETTINGS)),
    ),
    Chapter(
        ("identity", "sender-identity", "sender-domain"),
        lambda stage: stage.console("identity-made", "identity-verified"),
        "identity",
    ),
    Chapter(("dkim-status", "mail-from"), lambda stage: stage.console("dkim-on", "mail-from-set"), "dkim-status"),
    Chapter(
        ("dkim-records", "mail-from-mx", "mail-from-spf", "spf"),
        lambda stage: stage.records("dkim-short", "dmarc-missing"),
        "dkim-records",
        lambda stage: stage.starts(**SETTINGS),
    ),
    Chapter(("dkim-key", "dmarc", "bulk-rules"), lambda stage: stage.records("dmarc-strict"), "dkim-key"),
    Chapter(("dmarc-alignment",), lambda stage: stage.records("dmarc-unread"), "dmarc-alignment"),
    Chapter(("dmarc-reports",), lambda stage: stage.records(), "dmarc-reports"),
    Chapter(
        ("environment-file", "environment-region", "environment-sender", "environment-secret", "environment-git"),
        _file,
        "environment-file",
    ),
    Chapter(
        ("production-access", "sending", "enforcement", "suppression-list"),
        lambda stage: stage.console("production-access", "sending-on", "review-ended", "suppression-on"),
        "production-access",
    ),
    Chapter(
        ("reputation-metrics", "feedback-path"),
        lambda stage: stage.console("set-made", "metrics-on", "destination-added"),
        "reputation-metrics",
    ),
    Chapter(("alarms", "billing-alarm"), lambda stage: stage.tell("alarms", faults=[]), "alarms"),
)

NOT_WALKED = {
    "region": "the simulated account says of a region that is off what it says of a wrong key",
    "legacy-record": "nothing needs the record, so nothing can be wrong with it",
    "mail-accepted": "the scenario sends mail from its first day on",
    "test-send": "it is switched off until TEST_SEND=1; tests/browser walks it apart",
    "signup-test": "it is switched off until SIGNUP_TEST_URL is set",
    "quota-headroom": "it does not apply to the sandbox, and a fresh account has all the room there is",
    "alert-channels": "it wants a delivery, which is walked through in tests/collector/test_notify_command.py",
    "bounce-rate": "weeks of better mail mend it, no step",
    "complaint-rate": "weeks of better mail mend it, no step",
}
"""Automatic items that no step of this walk can mend, and why."""
