"""Faults of the alert machine."""

from typing import Final

from tests.mutants.mutant import Mutant

FILE = "deliverability/alerting.py"
EVALUATED = "tests/collector/test_evaluation.py"
TESTS = ("tests/unit/test_alerting.py", "tests/unit/test_alerting_told.py")

_STANDS = (
    ("finding.at <= state.seen else", "finding.at < state.seen else", "the same data are judged twice"),
    ("finding is None or finding.at <= state.seen else", "finding is None else", "older data are judged"),
    ("finding=finding if says else state.finding", "finding=finding", "the last message is lost when it is clear"),
    ("finding.step > 0 or finding.keeps", "finding.step > 0", "no hysteresis: below the line is clear of it"),
    ("finding.at) if says else _rec", "finding.at) if finding.keeps else _rec", "over the line counts as clear of it"),
    ("rule) if finding.step > 0 else", "rule) if finding.step > 1 else", "the first step begins nothing"),
    ("rule) if finding.step > 0 else", "rule) if says else", "what is not clear of the line begins an alert"),
    ("state.since < rule.for_seconds", "state.since <= rule.for_seconds", "it waits a moment too long to fire"),
    ("state.since < rule.for_seconds", "state.since < 0", "it does not wait to fire"),
    ("if finding.held_since is not None:", "if False:", "what history shows is not believed"),
    ("since=finding.held_since)", "since=min(state.since, finding.held_since))", "a break in history is overlooked"),
    (", witnessed=finding.witnessed)", ")", "what was so at first sight passes for seen to begin"),
    ("        witnessed=state.witnessed,\n", "", "an episode forgets that nobody saw it begin"),
    ("state.episode + 1", "state.episode", "a new episode has the number of the last"),
    ("began=state.since", "began=finding.at", "an episode begins when it fires, not when it held"),
    (
        "    return AlertState(\n        status=Status.FIRING,\n",
        "    return replace(\n        state,\n        ended=None,\n        status=Status.FIRING,\n",
        "a new episode takes what was told in the last for told",
    ),
    ("state.since < rule.keep_seconds", "state.since <= rule.keep_seconds", "it waits a moment too long to be over"),
    ("state.since < rule.keep_seconds", "state.since < 0", "it does not wait to be over"),
    ("ended=state.since", "ended=finding.at", "an episode ends when it was kept, not when it was clear"),
    ("if state.status is status else", "if False else", "each finding begins the wait anew"),
    (
        "in (Status.FIRING, Status.RECOVERING)",
        "in (Status.FIRING,)",
        "what recovers is a new episode when it comes back",
    ),
    ("any(state.is_open", "any(state.status is Status.FIRING", "a pause that is about to end inhibits nothing"),
    ("any(state.is_open", "any(state.status is not Status.OK", "what is pending inhibits"),
    ("(state.told_step or name in rule.inhibited_by)", "True", "a silence of one rule silences those it covers"),
    ("(state.told_step or name in rule.inhibited_by)", "state.told_step", "what is silenced inhibits nothing"),
    ("finding.step <= rule.covered_to", "True", "what is worse than the other told of is not told"),
    ("finding is None or finding.step <=", "finding and finding.step <=", "time alone tells what is covered"),
    ('for of in ("", subject)', 'for of in ("",)', "a set's own alert does not inhibit"),
    ('for of in ("", subject)', "for of in (subject,)", "the account's alert does not inhibit its sets"),
    ("or not said.step or", "or", "what is below its line passes for worse"),
    (
        "for name in rule.inhibited_by + covered:",
        "for name in rule.inhibited_by[:1] + covered:",
        "only the first inhibits",
    ),
    (
        "by_name.values(), key=depth)",
        "by_name.values(), key=lambda rule: bool(rule.inhibited_by + rule.covered_by))",
        "what inhibits comes after what it inhibits",
    ),
    ("state.since + rule.for_seconds", "state.seen + rule.for_seconds", "a pending alert would always fire later"),
    ("if state.status is Status.PENDING else None", "if not state.is_open else None", "what is not pending would fire"),
)

_TOLD = (
    (
        "before.is_open and not after.is_open",
        "before.status is Status.RECOVERING and not after.is_open",
        "an end without a wait is not told",
    ),
    ("Kind.RESOLVED if after.told_step and", "Kind.RESOLVED if", "the end of what was never told is told"),
    (
        "Kind.RESOLVED if after.told_step and",
        "Kind.RESOLVED if after.told_step and not muted and",
        "a silence swallows the end",
    ),
    (
        "Kind.RESOLVED if after.told_step and not _was_news(after, said) else None",
        "Kind.RESOLVED if after.told_step else None",
        "the end of mere news is told",
    ),
    (
        "return said.news and state.told_step >= said.step",
        "return said.news",
        "what news put an end to is never over where they were not told",
    ),
    ("if muted or after.status", "if after.status", "a silence silences nothing"),
    ("after.status is not Status.FIRING:", "not after.is_open:", "what recovers is told"),
    ("after.status is not Status.FIRING:", "after.status is Status.RECOVERING:", "what is pending is told"),
    ("said.step > after.told_step", "said.step > before.told_step", "what a last episode told silences the next"),
    ("said.step > after.told_step", "said.step >= after.told_step", "the same step is told each time"),
    ("said.step > after.told_step", "said.step != after.told_step", "the way down is told"),
    ("said.step > after.told_step", "not after.told_step", "nothing escalates"),
    ("Kind.ESCALATED if after.told_step else Kind.FIRING", "Kind.FIRING", "an escalation looks like a new firing"),
    ("told_step=max(after.told_step, said.step)", "told_step=said.step", "a step is told again after a lower one"),
    ("told=after.told + 1", "told=1", "two notices of an episode have one key"),
    (
        "max(after.told_severity, said.severity, key=SEVERITIES.index)",
        "max(after.told_severity, said.severity)",
        "urgency goes by the alphabet",
    ),
    (
        "max(after.told_severity, said.severity, key=SEVERITIES.index)",
        "said.severity",
        "the end does not reach whom the worst reached",
    ),
    ("told_value=said.value", "told_value=after.told_value or said.value", "growth is measured from the first told"),
    ("told_at=now", "told_at=said.at", "reminders count the time of the data"),
    ("told_at=now", "told_at=after.told_at or now", "reminders never stop once due"),
    ("after.reminders + 1 if repeats else 0", "after.reminders + 1", "news are not reminded of"),
    ("after.reminders + 1 if repeats else 0", "0", "the first reminder comes again and again"),
    ("and not _worse(after, said, rule)", "", "what has grown is not reminded of"),
    ("after.told, said, repeats)", "after.told, said)", "a reminder does not say that nothing is worse"),
    (
        "_worse(after, said, rule) or _due(after, said, rule, now) else",
        "_due(after, said, rule, now) else",
        "growth is not told",
    ),
    ("(1 + part)", "1", "any growth is told"),
    ("said.value > state.told_value", "said.value >= state.told_value", "growth is told a moment too early"),
    (
        "rule.reminders.again if state.reminders else rule.reminders.first",
        "rule.reminders.first",
        "reminders repeat like the first",
    ),
    ("now - state.told_at >= after", "now - state.told_at > after", "a reminder is late"),
    ("said.step < rule.reminders.from_step", "False", "a step that is not to be reminded of is"),
    ("said.step < rule", "state.told_step < rule", "what was worse once is reminded of for ever"),
    ("after is not None and state", "state", "a rule without reminders reminds"),
)

JUDGING = "deliverability/judging.py"

_ROUNDS = (
    ("in inhibitors_first(rules):", "in rules:", "what inhibits is judged after what it inhibits"),
    (
        "        if rule.name not in found:\n",
        "        if not found[rule.name]:\n",
        "a rule at fault ends the evaluation",
    ),
    ("subject, states, finding)", "subject, {}, finding)", "nothing is inhibited"),
    ("muted = muted or (quiet", "muted = muted and (quiet", "a silence is not heard"),
    ("key not in states and after.finding is None", "False", "what was always clear is remembered"),
    ("[*found[rule.name], *kept]", "[*found[rule.name]]", "of what a rule sees no more nobody is reminded"),
    ("value > self.peak", "value < self.peak", "the least an episode came to passes for the worst"),
    ("self.peak is None or (", "(self.peak is None and not self) or (", "an episode without a first value has none"),
    ("or not finding.step:", ":", "what is below its line passes for the worst"),
    ("finding.peak or (finding", "(finding", "what history shows of an episode is not counted"),
    ("key=SEVERITIES.index)", "key=str)", "urgency goes by the alphabet"),
    ("before.is_open or self.after", "after", "an episode is not told its end"),
)

MACHINE: Final = (
    *(Mutant("machine", FILE, *fault, TESTS) for fault in (*_STANDS, *_TOLD)),
    *(Mutant("rounds", JUDGING, *fault, ("tests/unit/test_judging.py", EVALUATED)) for fault in _ROUNDS),
)
