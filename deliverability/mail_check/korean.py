"""The marks that Korean law wants on advertising mail: (광고) before the subject, who sends it, and the way out.

The law is the Network Act, article 50, with annex 6 of its decree. Whether a mail is advertising only its sender knows.
"""

import re
from typing import Final

from deliverability.mail_check import words
from deliverability.mail_check.hint import Found, doubtful, fine, untold
from deliverability.mail_check.letter import Letter
from deliverability.mail_check.unsubscribe import is_bulk
from deliverability.model import N_, Text, text

MARK: Final = "(광고)"
_HANGUL: Final = re.compile(r"[가-힣]")
_DISGUISED: Final = re.compile(r"[(\[{<【（［]?\s{0,3}광\W{0,3}고\s{0,3}[)\]}>】）］]")
_SELLING: Final = re.compile(r"할인|쿠폰|특가|세일|프로모션|이벤트|혜택|사은품|적립")
_PHONE: Final = re.compile(
    r"(?<!\d)(?:\+82[-. ]?\d{1,2}|0\d{1,2})[-. )]{0,2}\d{3,4}[-. ]\d{4}(?!\d)|(?<!\d)1[5-9]\d\d-\d{4}(?!\d)"
)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}")
_STREET: Final = re.compile(
    r"[가-힣]{1,10}(?:시|도|군|구)\s[가-힣\d\s]{0,30}?[가-힣\d]{1,10}(?:로|길|동|읍|면|리)\s?\d"
)
_OUT: Final = re.compile(r"수신\s?거부|수신\s?동의\s?철회|구독\s?(?:취소|해지)|수신\s?철회")
_OUT_ENGLISH: Final = re.compile(r"unsubscribe|opt[ -]?out", re.IGNORECASE)
ONLY_IF: Final = text(N_("If it is advertising to people in Korea, its subject must begin with (광고)."))


def is_korean(letter: Letter) -> bool:
    """Whether anything of it is in Korean."""
    return _HANGUL.search(letter.subject) is not None or _HANGUL.search(letter.seen) is not None


def mark(letter: Letter) -> Found:
    """Whether the subject begins with the mark, as it must stand there and no other way."""
    subject = text(N_("Subject: {subject}"), subject=words.short(letter.subject) or None)
    if letter.subject.startswith(MARK):
        return fine(subject)
    if MARK in letter.subject or _DISGUISED.search(letter.subject):
        other = N_("The mark must be (광고), exactly so, and the first thing in the subject.")
        return doubtful(subject, advice=(text(other),))
    if is_bulk(letter) or _SELLING.search(f"{letter.subject}\n{letter.seen}"):
        return doubtful(subject, text(N_("It reads like mail to many.")), advice=(ONLY_IF,))
    return untold(subject, ONLY_IF)


def sender(letter: Letter) -> Found | None:
    """Whether the text of marked mail tells the sender's name, mail address, telephone number and postal address."""
    if MARK not in letter.subject:
        return None
    seen = letter.seen
    lacking = [word for word, there in _details(letter, seen) if not there]
    if not lacking:
        return fine(text(N_("Name, e-mail address, telephone number and postal address stand in it.")))
    told = [text(N_("Not found in the text: {what}"), what=text(word)) for word in lacking]
    advice = N_("Write name, e-mail address, telephone number and postal address as text, not as a picture.")
    return doubtful(*told, advice=(text(advice),))


def way_out(letter: Letter) -> Found | None:
    """Whether the text of marked mail says in Korean and in English how to refuse such mail."""
    if MARK not in letter.subject:
        return None
    korean, english = _OUT.search(letter.seen), _OUT_ENGLISH.search(letter.seen)
    if korean and english:
        return fine(text(N_("The text says so in Korean and in English.")))
    advice = text(
        N_("Say in Korean (수신거부) and in English how to refuse such mail; refusing must be easy and cost nothing.")
    )
    return doubtful(*_lacking(has_korean=bool(korean), has_english=bool(english)), advice=(advice,))


def _lacking(*, has_korean: bool, has_english: bool) -> tuple[Text, ...]:
    told = (
        (has_korean, N_("The text does not say so in Korean.")),
        (has_english, N_("The text does not say so in English.")),
    )
    return tuple(text(sentence) for there, sentence in told if not there)


def _details(letter: Letter, seen: str) -> tuple[tuple[str, bool], ...]:
    names = [name.strip() for name, _ in letter.senders if name.strip()]
    return (
        (N_("the sender's name"), any(name in seen for name in names)),
        (N_("an e-mail address"), _MAIL.search(seen) is not None),
        (N_("a telephone number"), _PHONE.search(seen) is not None),
        (N_("a postal address"), _STREET.search(seen) is not None),
    )
