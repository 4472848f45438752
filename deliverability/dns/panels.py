"""How common DNS panels want a record entered: what goes into which field, and the trap of each.

Which records are wanted is in `records.py`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.dns.records import Record
from deliverability.model import N_, Text, text


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel by its name; `host` and `value` write a record of a zone as its fields want it; MX preference apart.

    `quotes` says that the field for TXT keeps the quotation marks, `dot` that other names end in a dot.
    """

    name: str
    hints: tuple[Text, ...]
    quotes: bool = False
    dot: bool = False
    preference_apart: bool = True

    def host(self, record: Record, zone: str) -> str:
        """What goes into the field for the name: all of these panels append the zone themselves. "@" is the zone."""
        return "@" if record.name == zone else record.name.removesuffix(f".{zone}")

    def value(self, record: Record) -> str:
        """What goes into the field for the value."""
        if record.type == "TXT":
            return record.value if self.quotes else record.value.strip('"')
        value = record.value.partition(" ")[2] if record.type == "MX" and self.preference_apart else record.value
        return f"{value}." if self.dot else value

    def preference(self, record: Record) -> str:
        """What goes into the field for the priority of an MX record; "" where there is none."""
        return record.value.partition(" ")[0] if record.type == "MX" and self.preference_apart else ""


PANELS: Final = (
    Panel(
        "Route 53",
        (
            text(N_("Open the hosted zone and “Create record”. Leave out the domain, which stands behind the field.")),
            text(N_("TXT values keep their quotation marks; MX values hold the priority: 10 feedback-smtp….")),
            text(N_("If SES and the zone are in the same account, SES can publish the DKIM records by itself.")),
        ),
        quotes=True,
        preference_apart=False,
    ),
    Panel(
        "Cloudflare",
        (
            text(N_("Under DNS, Records. Set the proxy status of every CNAME to “DNS only” (grey cloud).")),
            text(N_("An orange cloud hides the record from SES: DKIM then fails though everything looks right.")),
        ),
    ),
    Panel(
        "Gabia (가비아)",
        (
            text(N_("Under DNS 관리, DNS 설정, 레코드 추가. Enter the name without the domain under 호스트.")),
            text(N_("The values of CNAME and MX end in a dot; without it the domain is appended to them.")),
        ),
        dot=True,
    ),
    Panel(
        "cafe24 (카페24)",
        (
            text(N_("Under 도메인 관리, DNS 관리 there is a list for each type: CNAME 관리, MX 관리, TXT(SPF) 관리.")),
            text(N_("Enter the name without the domain and values without quotation marks.")),
        ),
    ),
)
"""The panels most used by those whom this is for; others are like one of them."""
