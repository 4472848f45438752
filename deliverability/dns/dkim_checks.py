"""Whether the DKIM records of a domain are what SES asks for, and the key behind them long enough.

What SES itself says of them is an item of its own: DNS may have broken since SES looked.
"""

from typing import Final

from deliverability.dns.dkim_key import rsa_bits
from deliverability.dns.look import Answer, Judged, Look, Standing, Status, together
from deliverability.dns.setup import dkim_names
from deliverability.dns.words import add, must, silent, told
from deliverability.model import N_, Text, text

SHORTEST: Final = 1024
"""Receivers treat a shorter key as none (RFC 8301)."""
ADVISED: Final = 2048


def records(look: Look) -> Judged:
    """Each record compared with what it must be."""
    names = dkim_names(look.setup)
    if not names:
        return Judged(Standing.NOT_APPLICABLE, (text(N_("SES names no DKIM records for this identity.")),))
    return together(*(_record(look, name, target) for name, target in names.items()))


def key(look: Look) -> Judged:
    """How long the public key behind the records is."""
    names = dkim_names(look.setup)
    if not names:
        return Judged(Standing.NOT_APPLICABLE, (text(N_("SES names no DKIM records for this identity.")),))
    judged = [found for name, target in names.items() if (found := _key(look, name, target)) is not None]
    if judged:
        return together(*judged)
    return Judged(Standing.NOT_APPLICABLE, (text(N_("There is no record yet behind which a key could stand.")),))


def _record(look: Look, name: str, target: str) -> Judged:
    if not target:
        answer = look.answer(name, "TXT")
        if answer.status is Status.FOUND:
            return Judged(Standing.PASS, (told(name, "TXT", answer),))
        return _missing(name, answer, "TXT", text(N_("Publish the public key of your own DKIM key pair there.")))
    answer = look.answer(name, "CNAME")
    if answer.status is not Status.FOUND:
        return _no_cname(look, name, target, answer)
    if answer.values == (target,):
        return Judged(Standing.PASS, (told(name, "CNAME", answer),))
    return Judged(Standing.FAIL, (told(name, "CNAME", answer),), _wrong(look, name, target, answer.values[0]))


def _wrong(look: Look, name: str, target: str, value: str) -> tuple[Text, ...]:
    if value == f"{target}.{look.setup.domain}":
        dotted = N_("Your DNS panel appended {domain} to the value. Write a dot at its end: {value}")
        return (text(dotted, domain=look.setup.domain, value=f"{target}."), must("CNAME", name, target))
    return (must("CNAME", name, target),)


def _no_cname(look: Look, name: str, target: str, answer: Answer) -> Judged:
    """Why there is no CNAME, as far as what stands beside it tells."""
    doubled, beside, address = f"{name}.{look.setup.domain}", look.answer(name, "TXT"), look.answer(name, "A")
    if not answer.is_known:
        return silent(name, "CNAME", answer)
    if look.answer(doubled, "CNAME").status is Status.FOUND:
        evidence = told(doubled, "CNAME", look.answer(doubled, "CNAME"))
        twice = N_("Your DNS panel appends {domain} to names by itself: enter only {host} as the name.")
        host = name.removesuffix(f".{look.setup.domain}")
        return Judged(Standing.FAIL, (evidence,), (text(twice, domain=look.setup.domain, host=host),))
    if beside.status is Status.FOUND:
        cure = N_("A TXT record stands where the CNAME must. Delete the TXT record of {name}.")
        return Judged(Standing.FAIL, (told(name, "TXT", beside),), (text(cure, name=name), must("CNAME", name, target)))
    if address.status is Status.FOUND:
        cure = N_("The record is proxied or flattened: in Cloudflare switch its orange cloud to “DNS only”.")
        return Judged(Standing.FAIL, (told(name, "A", address),), (text(cure), must("CNAME", name, target)))
    return _missing(name, answer, "CNAME", add("CNAME", name, target))


def _missing(name: str, answer: Answer, kind: str, cure: Text) -> Judged:
    if not answer.is_known:
        return silent(name, kind, answer)
    return Judged(Standing.FAIL, (told(name, kind, answer),), (cure,))


def _key(look: Look, name: str, target: str) -> Judged | None:
    """The key behind one record; None where there is none, as behind a name that SES keeps for its next key."""
    pointer, answer = look.answer(name, "CNAME"), look.answer(name, "TXT")
    if target and pointer.status is not Status.FOUND:
        return None if pointer.is_known else silent(name, "CNAME", pointer)
    if not answer.is_known:
        return silent(name, "TXT", answer)
    keys = [value for value in answer.values if "p=" in value]
    return _long_enough(name, rsa_bits(keys[0])) if keys else None


def _long_enough(name: str, bits: int | None) -> Judged:
    if bits is None:
        return Judged(Standing.PASS, (text(N_("{name}: a key that is not RSA, or is being changed."), name=name),))
    said = text(N_("{name}: RSA key of {bits:number} bits"), name=name, bits=bits)
    if bits < SHORTEST:
        short = N_(
            "Receivers ignore keys under 1,024 bits. Let SES make a key of 2,048 bits (Easy DKIM, RSA_2048_BIT)."
        )
        return Judged(Standing.FAIL, (said,), (text(short),))
    if bits < ADVISED:
        longer = N_("Ask SES for 2,048 bits: identity, DKIM, Edit, RSA_2048_BIT. It can be changed once a day.")
        return Judged(Standing.ATTENTION, (said,), (text(longer),))
    return Judged(Standing.PASS, (said,))
