"""What goes wrong with a domain's records in DNS, each fault by the word that an identity's `dns` names it with.

The records of a domain that is well kept are in `zone.py`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from simulator.zone import Place, Zone, public_key

Fault = Callable[[Zone, Place], None]


def _spf(*records: str) -> Fault:
    """The domain's SPF records, "{domain}" filled in."""
    return lambda zone, place: zone.put(place.domain, "TXT", *(one.format(domain=place.domain) for one in records))


def _dmarc(*records: str) -> Fault:
    return lambda zone, place: zone.put(
        f"_dmarc.{place.domain}", "TXT", *(one.format(domain=place.domain) for one in records)
    )


def _includes(count: int) -> Fault:
    def many(zone: Zone, place: Place) -> None:
        names = [f"spf{number}.{place.domain}" for number in range(count)]
        for name in names:
            zone.put(name, "TXT", "v=spf1 ip4:192.0.2.7 ~all")
        zone.put(place.domain, "TXT", f"v=spf1 {' '.join(f'include:{name}' for name in names)} ~all")

    return many


def _voids(count: int) -> Fault:
    return _spf(f"v=spf1 {' '.join(f'a:gone{number}.{{domain}}' for number in range(count))} ip4:192.0.2.7 ~all")


def _loop(zone: Zone, place: Place) -> None:
    zone.put(place.domain, "TXT", f"v=spf1 include:loop.{place.domain} ~all")
    zone.put(f"loop.{place.domain}", "TXT", f"v=spf1 include:{place.domain} ~all")


def _silent_include(zone: Zone, place: Place) -> None:
    zone.put(place.domain, "TXT", f"v=spf1 include:slow.{place.domain} ~all")
    zone.silent.add(f"slow.{place.domain}")


def _dkim(change: Callable[[Zone, Place, str, str], None]) -> Fault:
    """The same done to each DKIM record, by its name and target."""

    def changed(zone: Zone, place: Place) -> None:
        for name, target in place.dkim().items():
            zone.put(name, "CNAME")
            change(zone, place, name, target)

    return changed


def _short_key(zone: Zone, place: Place) -> None:
    for target in place.dkim().values():
        zone.put(target, "TXT", public_key(1024, target))


def _exchangers(*hosts: str) -> Fault:
    return lambda zone, place: zone.put(
        place.mail_from, "MX", *(host.format(region=place.region, domain=place.domain) for host in hosts)
    )


def _in(attribute: str) -> Fault:
    return lambda zone, place: getattr(zone, attribute).add(place.domain)


SES_EXCHANGER: Final = "10 feedback-smtp.{region}.amazonses.com"

FAULTS: Final[Mapping[str, Fault]] = {
    "spf-ten": _includes(10),
    "spf-eleven": _includes(11),
    "spf-two": _spf("v=spf1 include:spf.mail.example ~all", "v=spf1 ip4:192.0.2.7 -all"),
    "spf-loop": _loop,
    "spf-void": _voids(1),
    "spf-voids": _voids(3),
    "spf-silent": _silent_include,
    "spf-missing": _spf("nothing to see here"),
    "dmarc-missing": lambda zone, place: zone.put(f"_dmarc.{place.domain}", "TXT"),
    "dmarc-none": _dmarc("v=DMARC1; p=none; rua=mailto:dmarc@{domain}"),
    "dmarc-two": _dmarc("v=DMARC1; p=none", "v=DMARC1; p=reject"),
    "dmarc-no-policy": _dmarc("v=DMARC1; rua=mailto:dmarc@{domain}"),
    "dmarc-unread": _dmarc("v=DMARC1; p=reject"),
    "dmarc-elsewhere": _dmarc("v=DMARC1; p=reject; rua=mailto:us@reports.example"),
    "dmarc-strict": _dmarc("v=DMARC1; p=reject; aspf=s; rua=mailto:dmarc@{domain}"),
    "dkim-missing": _dkim(lambda _zone, _place, _name, _target: None),
    "dkim-wrong": _dkim(lambda zone, _, name, target: zone.put(name, "CNAME", f"old{target}")),
    "dkim-appended": _dkim(lambda zone, place, name, target: zone.put(name, "CNAME", f"{target}.{place.domain}")),
    "dkim-doubled": _dkim(lambda zone, place, name, target: zone.put(f"{name}.{place.domain}", "CNAME", target)),
    "dkim-text": _dkim(lambda zone, _, name, target: zone.put(name, "TXT", target)),
    "dkim-proxied": _dkim(lambda zone, _, name, __: zone.put(name, "A", "192.0.2.80", "192.0.2.81")),
    "dkim-short": _short_key,
    "mail-from-no-mx": _exchangers(),
    "mail-from-two-mx": _exchangers(SES_EXCHANGER, "20 mx.mail.example"),
    "mail-from-region": _exchangers("10 feedback-smtp.eu-west-3.amazonses.com"),
    "mail-from-preference": _exchangers("5 feedback-smtp.{region}.amazonses.com"),
    "mail-from-appended": _exchangers(SES_EXCHANGER + ".mail.{domain}"),
    "mail-from-no-spf": lambda zone, place: zone.put(place.mail_from, "TXT"),
    "mail-from-other-spf": lambda zone, place: zone.put(place.mail_from, "TXT", "v=spf1 ip4:192.0.2.7 ~all"),
    "servfail": _in("failing"),
    "time-out": _in("silent"),
    "cut": _in("cut"),
}
"""By their words."""
