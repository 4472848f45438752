"""Sentences that several checks have in common: what DNS answered, and that it did not."""

from deliverability.dns.look import Answer, Judged, Standing, Status
from deliverability.model import N_, Text, text

_NOTHING = {
    Status.NO_DATA: N_("{name} has no {type} record."),
    Status.NO_NAME: N_("{name} has no {type} record: DNS does not know the name."),
    Status.TIME_OUT: N_("{name}: no answer from DNS for its {type} record in time."),
    Status.FAILURE: N_("{name}: DNS failed to answer for its {type} record."),
}


def told(name: str, kind: str, answer: Answer) -> Text:
    """What DNS answered."""
    if answer.status is Status.FOUND:
        values = " · ".join(answer.values)
        return text(N_("{name} {type} → {values}"), name=name, type=kind, values=values)
    return text(_NOTHING[answer.status], name=name, type=kind)


def silent(name: str, kind: str, answer: Answer) -> Judged:
    """That a question has no answer, which is no verdict."""
    again = text(N_("Nothing is wrong with the record as far as is known; it is looked up again within the hour."))
    return Judged(Standing.UNKNOWN, (told(name, kind, answer),), (again,))


def add(kind: str, name: str, value: str) -> Text:
    """The record to add."""
    return text(N_("Add this record: {name} {type} {value}"), name=name, type=kind, value=value)


def must(kind: str, name: str, value: str) -> Text:
    """The record as it must be, where something else stands."""
    return text(N_("The record must be: {name} {type} {value}"), name=name, type=kind, value=value)
