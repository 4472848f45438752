"""Faults of what is made of DNS: SPF walked, DMARC found, DKIM compared, MAIL FROM."""

from typing import Final

from tests.mutants.mutant import Mutant

SPF, SPF_CHECKS, DMARC, DMARC_CHECKS, DKIM, KEY, SETUP, LOOK = (
    f"deliverability/dns/{name}.py"
    for name in ("spf", "spf_checks", "dmarc", "dmarc_checks", "dkim_checks", "dkim_key", "setup", "look")
)
TESTS = ("tests/unit/test_dns_*.py",)

_FAULTS = (
    (SPF, "MOST_LOOKUPS: Final = 10", "MOST_LOOKUPS: Final = 11", "an eleventh look-up is borne"),
    (SPF, "    if walked.lookups > MOST_LOOKUPS:", "    if walked.lookups >= MOST_LOOKUPS:", "a tenth look-up is too many"),
    (SPF, "MOST_VOIDS: Final = 2", "MOST_VOIDS: Final = 3", "a third name that leads nowhere is borne"),
    (SPF, "        if target in path:", "        if target in path[1:]:", "a record that includes itself is followed for ever"),
    (SPF, "    if len(found) > 1:", "    if len(found) > 2:", "two SPF records pass"),
    (SPF, "    elif not found and path:", "    elif not found and not path:", "an include without a record passes"),
    (SPF, "    if not answer.is_known:\n        walked.silent.append(name)", "    if not answer.is_known and not path:\n        walked.silent.append(name)", "an include that does not answer is no silence"),
    (SPF, 'term.qualifier in {"", "+"}', 'term.qualifier in {"+"}', "an all without a sign does not let anybody send"),
    (SPF, 'not (term.name == "redirect" and ends)', 'not (term.name == "redirect")', "a redirect is not followed"),
    (SPF, "            walked.lookups += 1\n            walked.doubts", "            walked.doubts", "ptr costs no look-up"),
    (SPF, 'value.lower() == "v=spf1" or value.lower().startswith("v=spf1 ")', 'value.lower().startswith("v=spf1")', "v=spf10 passes for SPF"),
    (SPF_CHECKS, "INCLUDE not in walked.includes:", "INCLUDE in walked.includes:", "a MAIL FROM that lets SES send fails"),
    (SPF_CHECKS, "    if walked.record and not walked.silent and INCLUDE", "    if walked.record and INCLUDE", "an include that is not known lacks SES"),
    (SPF_CHECKS, "    if len(answer.values) > 1:", "    if len(answer.values) > 2:", "two MX records pass"),
    (SPF_CHECKS, '    if host.startswith(f"{wanted}."):', '    if host.endswith(f"{wanted}."):', "an appended domain is not told"),
    (SPF_CHECKS, '    if not answer.is_known:\n        return silent(domain, "MX", answer)\n', "", "a time-out is a missing MX"),
    (SPF_CHECKS, 'for kind in ("-all", "~all", "?all")', 'for kind in ("?all", "~all", "-all")', "merged records end as the laxest"),
    (DMARC, "        if len(records) > 1 and place == domain:", "        if len(records) > 1:", "two records above hide the domain's own"),
    (DMARC, "        if not answer.is_known:", "        if not answer.is_known and place == domain:", "silence above is no silence"),
    (DMARC, 'self.tags.get("sp", own)', "own", "sp is not looked at"),
    (DMARC, 'and not domain.endswith(f".{record.at}")', "", "a subdomain must permit its own reports"),
    (DMARC, "result.setdefault(name", "result.__setitem__(name", "the last of a tag counts"),
    (DMARC_CHECKS, '    if asked in {"quarantine", "reject"}:', '    if asked in {"none", "quarantine", "reject"}:', "p=none passes"),
    (DMARC_CHECKS, 'if record.tags.get("t", "").lower() != "y":', "if True:", "t=y is not seen"),
    (DMARC_CHECKS, "    if found.silent:\n        return silent(", "    if found.silent and found.record:\n        return silent(", "a time-out is a missing DMARC record"),
    (DMARC_CHECKS, "(not strict or setup.mail_from == setup.domain)", "True", "aspf=s keeps nothing from aligning"),
    (DMARC_CHECKS, "Standing.ATTENTION if by_spf else Standing.FAIL", "Standing.ATTENTION", "neither DKIM nor SPF aligns, and that is borne"),
    (DKIM, "    if answer.values == (target,):", "    if target in answer.values[0]:", "an appended domain passes"),
    (DKIM, '        return silent(name, "CNAME", answer)\n    if look.answer(doubled', "        pass\n    if look.answer(doubled", "a time-out is a missing CNAME"),
    (DKIM, "    if bits < SHORTEST:", "    if bits <= SHORTEST:", "a key of 1,024 bits counts as none"),
    (DKIM, "    if bits < ADVISED:", "    if bits <= ADVISED:", "a key of 2,048 bits is short"),
    (DKIM, "    if beside.status is Status.FOUND:", "    if beside.status is Status.NO_DATA:", "a TXT record in the way is not told"),
    (SETUP, "    if setup.dkim_origin == EXTERNAL:", "    if setup.dkim_origin != EXTERNAL:", "a key of one's own wants a CNAME"),
    (SETUP, "zone = setup.hosted_zone or HOSTED_ZONE", "zone = HOSTED_ZONE", "a region's own zone is not asked"),
    (LOOK, "_WORST_FIRST: Final = (Standing.FAIL, Standing.UNKNOWN,", "_WORST_FIRST: Final = (Standing.UNKNOWN, Standing.FAIL,", "what is not known hides what is wrong"),
    (LOOK, "SILENT: Final = frozenset({Status.TIME_OUT, Status.FAILURE})", "SILENT: Final = frozenset({Status.TIME_OUT})", "SERVFAIL is an answer"),
)  # fmt: skip

DNS: Final = tuple(
    Mutant(file.rpartition("/")[2].removesuffix(".py"), file, old, new, why, TESTS) for file, old, new, why in _FAULTS
)
