"""Troubles after SES has sent: mail in the spam folder, refused or held back by the receiver, addresses that are dead."""

from typing import Final

from deliverability.model import N_
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Trouble, Weight

SPAM_FOLDER: Final = Trouble(
    "spam-folder",
    N_("Mail ends in the spam folder"),
    Family.DELIVERY,
    shows=("Authentication-Results: … dkim=fail … spf=softfail … dmarc=fail",),
    patterns={
        Weight.SENTENCE: (
            r"\b(dmarc|dkim)=(fail|none|permerror|temperror)\b",
            r"스팸함",
            r"스팸 ?메일함",
            r"(spam|junk|bulk)[ -]?(folder|mail ?box|box)",
        ),
        Weight.NAME: (r"\bspf=(soft)?fail\b", r"\bx-spam-(status|flag): yes\b"),
        Weight.HINT: (r"\bspam\b", r"\bjunk\b", r"스팸"),
    },
    why=N_(
        "Receivers weigh who sends (SPF, DKIM, DMARC), how its mail was met before, and what is in it; in this order."
    ),
    confirm=(
        N_(
            "Open the original of a mail that went astray: it must say dkim=pass, spf=pass and dmarc=pass for your own domain."
        ),
        N_("Gmail tells your spam rate at postmaster.google.com only; SES gets no complaints from Gmail."),
    ),
    cure=(
        N_("Mend the records first: without DKIM and DMARC that pass, nothing else helps."),
        N_(
            "Send only to people who asked for it, first to those who open your mail, and let everybody leave with one click."
        ),
        N_("Begin with little and grow over weeks: a new domain has no name yet."),
    ),
    items=(
        "dkim-status",
        "dkim-records",
        "dmarc",
        "dmarc-alignment",
        "mail-from",
        "spf",
        "sender-domain",
        "bounce-rate",
        "complaint-rate",
        "one-click-unsubscribe",
        "postmaster-tools",
        "content",
    ),
    in_guide=True,
)

NOT_AUTHENTICATED: Final = Trouble(
    "not-authenticated",
    N_("The receiver refuses mail that is not authenticated"),
    Family.DELIVERY,
    shows=(
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
        "550 5.7.515 Access denied, sending domain … does not meet the required authentication level",
        "550 5.7.1 … not accepted due to domain's DMARC policy",
    ),
    patterns={
        Weight.SENTENCE: (
            r"\b5\.7\.(26|515|27|30)\b",
            r"sender is unauthenticated",
            r"does not meet the required authentication level",
            r"(due to|rejected (by|per)) .{0,60}dmarc policy",
            r"unauthenticated email from .{0,100}not accepted",
        ),
        Weight.HINT: (r"\bdmarc\b", r"\b550[ -]5\.7\.\d"),
    },
    why=N_("Gmail, Yahoo and Microsoft want SPF, DKIM and DMARC of your own domain, and refuse mail without them."),
    confirm=(
        N_(
            "The reply names the domain and which of SPF, DKIM and DMARC failed; it must be your own, not amazonses.com."
        ),
    ),
    cure=(
        N_("Sign with DKIM for the very domain that stands in From, and publish a DMARC record there."),
        N_("Set a MAIL FROM domain of your own, so that SPF counts for you as well."),
        N_("Never send with an address of gmail.com or naver.com as From: you cannot authenticate for their domains."),
    ),
    items=("dkim-status", "dkim-records", "dmarc", "dmarc-alignment", "mail-from", "sender-domain"),
    severity=Severity.CRITICAL,
)

HELD_BACK: Final = Trouble(
    "held-back",
    N_("The receiver takes mail slowly or calls it spam"),
    Family.DELIVERY,
    shows=(
        "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail",
        "550-5.7.1 Our system has detected that this message is likely unsolicited mail",
        "421 4.7.0 [TSS04] Messages from … temporarily deferred due to user complaints",
    ),
    patterns={
        Weight.SENTENCE: (
            r"unusual rate of (unsolicited|email)",
            r"likely (unsolicited|suspicious)",
            r"temporarily deferred",
            r"\b4\.7\.(28|650|651)\b",
            r"\bblocked using\b",
            r"\b(spamhaus|barracuda|senderscore|rbl|dnsbl|blocklist|blacklist)\b",
        ),
        Weight.HINT: (r"\b421[ -]4\.7\.\d", r"\bgreylist", r"\bdeliverydelay\b"),
    },
    why=N_("It does not trust the address or the domain: too much at once, complaints, or dead addresses before."),
    confirm=(
        N_("See on the Deliverability page whether one provider alone refuses: then it is your name there, not SES."),
    ),
    cure=(
        N_("Send less to that provider for some days, to those first who open your mail."),
        N_("Take out who complained, bounced or opened nothing for a year; stop campaigns until it is quiet."),
        N_("A shared address of SES that is listed is AWS's to clear: wait, or ask Support."),
    ),
    items=("complaint-rate", "bounce-rate", "list-hygiene", "postmaster-tools"),
)

DEAD_ADDRESS: Final = Trouble(
    "dead-address",
    N_("The address does not exist, or its mailbox is full"),
    Family.DELIVERY,
    shows=(
        "550 5.1.1 user unknown",
        "550-5.1.1 The email account that you tried to reach does not exist",
        "552 5.2.2 mailbox full",
    ),
    patterns={
        Weight.SENTENCE: (
            r"\b5\.1\.(1|10|2|3)\b",
            r"\buser (is )?unknown\b",
            r"(account|address|mailbox|user|recipient) .{0,60}(does not|doesn't) exist",
            r"\bno such user\b",
            r"\b[45]\.2\.2\b",
            r"mailbox (is )?full",
            r"(over|exceeded) .{0,20}quota\b(?<!message quota)",
            r"bouncetype\W{1,6}permanent",
        ),
        Weight.HINT: (r"반송", r"\bbounced?\b"),
    },
    why=N_("Hard bounces count in your bounce rate: at 5 % AWS looks at the account, at 10 % it pauses it."),
    confirm=(N_("Where do these addresses come from: typed by people, imported, or years old?"),),
    cure=(
        N_(
            "Take addresses that bounced for good off your lists at once; the suppression list only keeps SES from sending."
        ),
        N_("Let new addresses confirm themselves by a link before you send them anything else."),
        N_("Try a full mailbox again some days later, and give up after a few."),
    ),
    items=("bounce-rate", "suppression-list", "feedback-path", "list-hygiene"),
)
