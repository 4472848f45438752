"""Faults on the way from an alert to its letter: evaluation, silences and the outbox."""

from typing import Final

from tests.mutants.mutant import Mutant

EVALUATION, OUTBOX, SILENCES = "collector/evaluation.py", "store/outbox.py", "store/silences.py"

_EVALUATION = (
    (
        "    with store.transaction():\n        outbox.add",
        "    if True:\n        outbox.add",
        "states and letters are written apart",
    ),
    ("or silences.silenced(rule, scope, subject, at, listed) is not None", "", "a silence is not heard"),
    ("return not channels or", "return", "what nobody could be told passes for told"),
    ("_set_right(state, at) for key", "state for key", "an alert waits for a time that a wrong clock left"),
    ("if channel.takes(notice.severity))", ")", "every channel is told everything"),
    ("if rule.at_once)", "if not rule.about_us)", "midway it is judged what rests on readings still to be asked"),
    ("            witnessed=state.witnessed,\n", "", "a letter does not say that nobody saw it begin"),
    ("#{notice.n}", "", "two escalations share a key"),
    ("#{notice.episode}", "", "two episodes share a key"),
    ('key=f"{what}#{channel.name}"', "key=what", "two channels share a key"),
    ("{scope.region}|{subject}", "{scope.region}", "two subjects share a key"),
)

_OUTBOX = (
    ("ON CONFLICT (key) DO NOTHING", "", "a letter is put in twice"),
    ("until = now + lease_seconds", "until = now", "a lease is over at once"),
    ("due_at <= :now OR", "due_at < :now OR", "a letter is due a moment too late"),
    ("OR due_at > :far", "", "a clock that was wrong puts letters off for ever"),
    ("AND channel = :channel ORDER BY id", "ORDER BY id", "a channel takes the letters of another"),
    ("AND state <> 'delivered'", "", "a letter that arrived twice has the later time"),
    (
        'WHERE id = :id AND state = \'waiting\'""",\n                {**outcome',
        'WHERE id = :id""",\n                {**outcome',
        "a failure takes back what another delivered",
    ),
    ("now if retry_at is None else retry_at", "now", "a letter that failed is tried at once"),
    ("WAITING if retry_at is not None else DEAD", "WAITING", "no letter is ever given up"),
)

_SILENCES = (
    ("if silence.until > now\n", "if silence.until >= now\n", "a silence lasts a moment too long"),
    ("silence.scope in {None, scope}", "True", "a silence of one region silences another"),
    ("silence.subject in {ANY, subject}", "True", "a silence of one set silences another"),
    ("silence.rule in {ANY, rule}", "silence.rule == rule", "a silence of every rule silences none"),
)

LETTERS: Final = (
    *(Mutant("evaluation", EVALUATION, *fault, ("tests/collector/test_evaluation*.py",)) for fault in _EVALUATION),
    *(Mutant("outbox", OUTBOX, *fault, ("tests/contract/test_store_outbox.py",)) for fault in _OUTBOX),
    *(Mutant("silences", SILENCES, *fault, ("tests/contract/test_store_silences.py",)) for fault in _SILENCES),
)
