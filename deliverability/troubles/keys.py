"""Troubles with the key itself: unknown, wrong, expired, missing, or not good for the region."""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Trouble, Weight

UNKNOWN_KEY: Final = Trouble(
    "unknown-key",
    N_("Amazon does not know the access key"),
    Family.KEYS,
    shows=(
        (
            "An error occurred (InvalidClientTokenId) when calling the SendEmail operation: The security token included in "
            "the request is invalid."
        ),
        "UnrecognizedClientException",
    ),
    patterns={
        Weight.SENTENCE: (
            r"security token included in the request is invalid",
            r"access key id .{0,60}does not exist in our records",
        ),
        Weight.NAME: (r"\binvalidclienttokenid\b", r"\bunrecognizedclientexception\b", r"\binvalidaccesskeyid\b"),
        Weight.HINT: (r"\bsecurity token\b",),
    },
    why=N_(
        "The key was deleted, switched off or mistyped; or the region is one that this account has not switched on."
    ),
    confirm=(N_("In the IAM console, Users, Security credentials, the key must be listed as active."),),
    cure=(
        N_("Compare AWS_ACCESS_KEY_ID with the key in the IAM console; blanks and quotes at its ends count."),
        N_("If it is gone, make a new key and put both parts into the application's environment file."),
        N_("If the key is right, see that the region is switched on under Account, AWS Regions."),
    ),
    items=("credentials", "region", "key-rotation"),
    severity=Severity.CRITICAL,
)

WRONG_SECRET: Final = Trouble(
    "wrong-secret",
    N_("The secret does not fit the key"),
    Family.KEYS,
    shows=(
        (
            "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check "
            "your AWS Secret Access Key and signing method."
        ),
        "InvalidSignatureException",
    ),
    patterns={
        Weight.SENTENCE: (r"request signature we calculated does not match",),
        Weight.NAME: (r"\bsignaturedoesnotmatch\b", r"\binvalidsignature(exception)?\b", r"\bincompletesignature\b"),
    },
    why=N_("The secret was cut when it was copied, or belongs to another key."),
    confirm=(
        N_("A secret has 40 characters, / and + among them. See that neither quotes nor blanks stand around it."),
    ),
    cure=(
        N_("Copy the secret once more from where you kept it. AWS shows it only once."),
        N_("If you do not have it any more, make a new key, and delete the old one."),
    ),
    items=("credentials",),
    severity=Severity.CRITICAL,
)

EXPIRED_TOKEN: Final = Trouble(
    "expired-token",
    N_("The temporary credentials have expired"),
    Family.KEYS,
    shows=(
        (
            "An error occurred (ExpiredToken) when calling the SendRawEmail operation: The security token included in the "
            "request is expired"
        ),
        "ExpiredTokenException",
    ),
    patterns={
        Weight.SENTENCE: (
            r"security token included in the request is expired",
            r"the sso session .{0,80}(expired|invalid)",
        ),
        Weight.NAME: (r"\bexpiredtoken(exception)?\b", r"\btokenrefreshrequired\b", r"\btokenretrievalerror\b"),
        Weight.HINT: (r"\btoken\b.{0,40}\bexpired\b",),
    },
    why=N_("Credentials of a role, of SSO or with a session token last for hours; the application holds an old set."),
    confirm=(
        N_("See whether AWS_SESSION_TOKEN is set where the application runs: with a key of a user it must not be."),
    ),
    cure=(
        N_(
            "Let the application take its credentials from the role itself, so that they are renewed; do not copy them."
        ),
        N_("Or give it a key of an IAM user of its own, and take AWS_SESSION_TOKEN away."),
    ),
    items=("credentials", "application-user"),
    severity=Severity.CRITICAL,
)


def _clock(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (Paste(text(N_("Shows whether the clock is kept by NTP")), "timedatectl status", "bash"),)


WRONG_CLOCK: Final = Trouble(
    "wrong-clock",
    N_("The machine's clock is wrong"),
    Family.KEYS,
    shows=("Signature expired: 20261124T090000Z is now earlier than 20261124T091500Z", "RequestTimeTooSkewed"),
    patterns={
        Weight.SENTENCE: (
            r"signature (expired:|not yet current:)",
            r"difference between the request time and the current time",
        ),
        Weight.NAME: (r"\brequesttimetooskewed\b", r"\brequestexpired\b", r"\brequestinthefuture\b"),
    },
    why=N_("A request carries the time at which it was signed. Amazon refuses it when that is off by some minutes."),
    cure=(
        N_("Set the clock by NTP and keep it so. A container has the clock of its host."),
        N_("Start Docker Desktop again after the machine was asleep: its clock may have stayed behind."),
    ),
    severity=Severity.CRITICAL,
    pastes=_clock,
)

NO_CREDENTIALS: Final = Trouble(
    "no-credentials",
    N_("The application has no key"),
    Family.KEYS,
    shows=("botocore.exceptions.NoCredentialsError: Unable to locate credentials", "PartialCredentialsError"),
    patterns={
        Weight.SENTENCE: (r"unable to locate credentials", r"partial credentials found in"),
        Weight.NAME: (
            r"\bnocredentialserror\b",
            r"\bpartialcredentialserror\b",
            r"\bprofilenotfound\b",
            r"\bmissingauthenticationtoken(exception)?\b",
        ),
    },
    why=N_("The variables did not reach the process: a file was not read, or a container was not started anew."),
    confirm=(N_("See what the process really got; the command below prints names, not values."),),
    cure=(
        N_(
            "Put AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY into the file that Docker Compose reads, under env_file or environment."
        ),
        N_("Start the containers anew with `docker compose up -d`; a mere restart keeps the old environment."),
    ),
    items=("environment-file", "restart"),
    severity=Severity.CRITICAL,
    pastes=lambda _facts, _subject: (
        Paste(
            text(N_("Names of the variables in the container")),
            "docker compose exec -T backend env | cut -d= -f1 | grep ^AWS",
            "bash",
        ),
    ),
)

SMTP_PASSWORD: Final = Trouble(
    "smtp-password",
    N_("SES does not take the SMTP user name or password"),
    Family.KEYS,
    shows=(
        "535 Authentication Credentials Invalid",
        "smtplib.SMTPAuthenticationError: (535, b'Authentication Credentials Invalid')",
    ),
    patterns={
        Weight.SENTENCE: (r"\b535[ -].{0,8}authentication credentials invalid", r"authentication credentials invalid"),
        Weight.NAME: (r"\bsmtpauthenticationerror\b", r"\b535[ -]5\.7\.[0-9]\b", r"\b530[ -]authentication required\b"),
        Weight.HINT: (r"\b535\b", r"\b454[ -]4\.7\.0 temporary authentication failure"),
    },
    why=N_("The SMTP password is not the secret key: it is made from it, for one region. It dies with the key."),
    confirm=(
        N_("The server's name must be email-smtp. and the region in which the SMTP credentials were made."),
        N_("The user behind them needs ses:SendRawEmail and an active key."),
    ),
    cure=(
        N_(
            "Make new SMTP credentials in the SES console, SMTP settings, in the region you send from, and use both parts."
        ),
        N_("Do not enter the IAM secret as the password. Credentials made before 2019-01-10 must be replaced."),
    ),
    items=("region", "key-rotation"),
    severity=Severity.CRITICAL,
)

REGION_NOT_ENABLED: Final = Trouble(
    "region-not-enabled",
    N_("The region or the service is not switched on for the account"),
    Family.KEYS,
    shows=(
        "OptInRequired: The AWS Access Key Id needs a subscription for the service",
        "SubscriptionRequiredException",
    ),
    patterns={
        Weight.SENTENCE: (r"needs a subscription for the service",),
        Weight.NAME: (r"\boptinrequired\b", r"\bsubscriptionrequiredexception\b", r"\bregiondisabledexception\b"),
    },
    why=N_(
        "Newer regions are off until somebody switches them on; a new account is not complete without a card and a phone call."
    ),
    confirm=(N_("Look under Account, AWS Regions, and whether AWS still asks for something to finish the sign-up."),),
    cure=(
        N_("Switch the region on and wait some minutes, or send from one that is on."),
        N_("Finish the sign-up: card, telephone number, support plan."),
    ),
    items=("region", "payment-card"),
    severity=Severity.CRITICAL,
)
