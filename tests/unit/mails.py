"""Mails to look at: one that everything is right with, and the same with some lines written otherwise."""

from hypothesis import strategies as st

from deliverability.mail_check.examine import examined

GOOD = {
    "Authentication-Results": (
        "mx.example.net; dkim=pass header.i=@shop.example; spf=pass (sender IP (is) fine) "
        "smtp.mailfrom=mail.shop.example; dmarc=pass (p=QUARANTINE) header.from=shop.example"
    ),
    "Received": "from a1.smtp-out.amazonses.com by mx.example.net; Tue, 24 Nov 2026 09:00:00 +0000",
    "DKIM-Signature": "v=1; a=rsa-sha256; d=shop.example; s=aaa; h=From:To:Subject:List-Unsubscribe:List-Unsubscribe-Post; b=x",
    "From": "Shop <hello@shop.example>",
    "To": "reader@example.net",
    "Subject": "The order is on its way",
    "Date": "Tue, 24 Nov 2026 09:00:00 +0000",
    "Message-ID": "<1@mail.shop.example>",
    "List-Unsubscribe": "<https://www.shop.example/u?t=1>, <mailto:u@shop.example>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
}


def mail(text="Thank you.", **changed):
    """The good mail as a file; a header by its name with _ for -, None leaves it out, a list writes it several times."""
    lines = dict(GOOD)
    for name, value in changed.items():
        at = next((key for key in GOOD if key.lower() == name.replace("_", "-").lower()), name.replace("_", "-"))
        lines[at] = value
    written = [
        f"{name}: {value}"
        for name, values in lines.items()
        for value in (values if isinstance(values, list) else [values])
        if value is not None
    ]
    return "\r\n".join([*written, "", text]).encode("utf-8", "surrogateescape")


def hints(raw):
    """The hints about a mail by their names."""
    found = examined(raw)
    assert isinstance(found, tuple), found
    return {hint.name: hint for hint in found}


def standing(raw, name):
    """How a mail stands in one respect; None where that was not looked at."""
    return (hint := hints(raw).get(name)) and hint.standing.value


NAMES = st.sampled_from([*GOOD, "Content-Transfer-Encoding", "Content-Disposition", "Precedence"])
PIECES = st.sampled_from(
    [
        "=?utf-8?B?", "?=", "=?euc-kr?Q?=B0", "<", ">", ",", ";", "=", '"', "(", ")", "@", "a@b.example", "multipart/mixed",
        "boundary=b", "charset*0*=x'y'%ff", "charset=\0", "base64", "filename*=utf-8''%zz", "https://", "d=x", "(광고)",
        "\r\n ", "\r\n", "\udcff", "dkim=pass", "message/rfc822", "--b", "[", "]", ":", "99999999999999999999", "Tue, ",
    ]
)  # fmt: skip
VALUES = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)
"""Headers and their values, of pieces on which readers of mail stumble."""
