"""Items of good sending: AWS's figures for the account, what mailbox providers demand, and the care for the list."""

from collections.abc import Callable, Iterator
from typing import Final

from deliverability.checklist.dns import over_domains
from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.identities import table, wanted
from deliverability.checklist.item import (
    Item,
    Paste,
    Section,
    Verdict,
    attention,
    by_hand,
    failed,
    item,
    passed,
    untold,
)
from deliverability.dns.bulk_checks import demanded
from deliverability.model import N_, Level, Reason, Unknown, text
from deliverability.rates import level_of
from deliverability.rules.rule import Severity
from deliverability.standing import Measure

BY_LEVEL: Final[dict[Level, Callable[..., Verdict]]] = {
    Level.OK: passed,
    Level.WATCH: attention,
    Level.REVIEW: failed,
    Level.PAUSE: failed,
}


def _rate(known: Facts, measure: Measure) -> Verdict:
    """AWS's own figure against the lines at which AWS acts."""
    value = known.rates.get(measure, Unknown(Reason.COLLECTING))
    if isinstance(value, Unknown):
        return untold(known, Source.REPUTATION, value)
    told = N_("AWS's figure is {rate:percent}; the review line is {line:percent}.")
    return BY_LEVEL[level_of(value, measure.lines)](text(told, rate=value, line=measure.lines.review))


@item(
    N_("The bounce rate is below 4 %"),
    section=Section.GOOD_SENDING,
    why=N_("AWS puts an account under review at 5 % and may pause it at 10 %. From 4 % on there is little room."),
    cure=(
        N_("Take addresses that bounced off your lists; see on the Deliverability page where they come from."),
        N_("Let new addresses confirm themselves by a link before you send them anything else."),
    ),
    severity=Severity.CRITICAL,
    guide_step="delivery",
)
def bounce_rate(known: Facts) -> Iterator[Verdict]:
    """AWS's bounce rate of the account."""
    yield _rate(known, Measure.BOUNCE)


@item(
    N_("The complaint rate is below 0.08 %"),
    section=Section.GOOD_SENDING,
    why=N_("AWS puts an account under review at 0.1 % and may pause it at 0.5 %. From 0.08 % on there is little room."),
    cure=(
        N_("Send only to people who asked for it, and make leaving easier than complaining."),
        N_("Stop the stream of mail that people complain about; see the Deliverability page."),
    ),
    severity=Severity.CRITICAL,
    guide_step="delivery",
)
def complaint_rate(known: Facts) -> Iterator[Verdict]:
    """AWS's complaint rate of the account."""
    yield _rate(known, Measure.COMPLAINT)


BULK_RULES: Final = Item(
    "bulk-rules",
    N_("The domain meets the rules for bulk senders"),
    Section.GOOD_SENDING,
    N_(
        "Gmail, Yahoo and Microsoft want SPF, DKIM and DMARC of who sends much; Gmail and Microsoft mean 5,000 mails a day "
        "to their own mailboxes. Whom Gmail once took for such a sender stays one."
    ),
    (
        N_("Mend what is missing with the items under “DNS records”; p=none is enough for these rules."),
        N_("Marketing mail needs one click to leave besides: see the next item."),
    ),
    Severity.WARN,
    "delivery",
    over_domains(demanded),
    lambda known, subject: table(wanted(known, subject, "CNAME", "TXT")),
    rests_on=("identities", "dns"),
)


def _unsubscribe(known: Facts, _subject: str) -> tuple[Paste, ...]:
    headers = (
        f"List-Unsubscribe: <https://www.{known.domain}/unsubscribe?token=TOKEN>, "
        f"<mailto:unsubscribe@{known.domain}?subject=TOKEN>\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    )
    return (Paste(text(N_("The two headers of RFC 8058")), headers),)


ONE_CLICK: Final = by_hand(
    "one-click-unsubscribe",
    N_("Marketing mail can be left with one click"),
    section=Section.GOOD_SENDING,
    why=N_("Gmail and Yahoo demand it of everybody who sends in bulk, and that it is honoured within two days."),
    cure=(
        N_("Add both headers to every marketing mail; the address must take a POST without a login or a redirect."),
        N_("Write them before SES sends the mail: its DKIM signature must cover them."),
        N_("Mail that people ask for one by one, such as password mails, needs none."),
    ),
    guide_step="delivery",
    pastes=_unsubscribe,
)
POSTMASTER: Final = by_hand(
    "postmaster-tools",
    N_("Gmail's spam rate is looked at"),
    section=Section.GOOD_SENDING,
    why=N_(
        "Gmail tells SES of no complaints: its spam rate is shown in Postmaster Tools only, and is another measure than "
        "SES's. It should stay below 0.1 % and must never reach 0.3 %."
    ),
    cure=(
        N_("Add {domain} at postmaster.google.com and prove it by the TXT record shown there."),
        N_("Note the month's highest spam rate with your tick."),
    ),
    guide_step="delivery",
    every_days=31,
)
LIST_HYGIENE: Final = by_hand(
    "list-hygiene",
    N_("The list was cleaned lately"),
    section=Section.GOOD_SENDING,
    why=N_("Addresses die. Who goes on sending to them raises the bounce rate and meets spam traps."),
    cure=(
        N_("Take out addresses that bounced or complained, and people who did nothing with you for a year."),
        N_("Tick this again every three months."),
    ),
    guide_step="delivery",
    every_days=92,
)
CONTENT: Final = by_hand(
    "content",
    N_("The mails read like mail that people want"),
    section=Section.GOOD_SENDING,
    why=N_("Receivers judge content as well: shortened links, single images and missing texts look like spam."),
    cure=(
        N_("Send HTML with a text part, links to your own domain, and your name and address at the end."),
        N_("In Korea advertising mail must say (광고) at the head of its subject, who sends it, and how to refuse it."),
        N_("Give the original of one to the field at the end of this list: it tells what receivers may mind."),
    ),
    severity=Severity.INFO,
    guide_step="delivery",
    every_days=180,
)
