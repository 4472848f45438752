"""Faults in what is said of a mail."""

from typing import Final

from tests.mutants.mutant import Mutant

PLACE: Final = "deliverability/mail_check/"
TESTS: Final = ("tests/unit/test_mail_check*.py",)

_FAULTS: Final = (
    ("unsubscribe", 'not web[0].startswith("https://")', "False", "an address that is not secure will do"),
    ("unsubscribe", "len(web) != 1", "not web", "two addresses on the web will do"),
    ("unsubscribe", 'startswith(("https://", "http://"))', 'startswith("https://")', "one besides may be insecure"),
    ("unsubscribe", "if value == ONE_CLICK:", "if ONE_CLICK.lower() in value.lower():", "the promise may be worded freely"),
    ("unsubscribe", "there - best.covers", "set()", "nothing need be covered"),
    ("unsubscribe", "best = max(made, key=lambda", "best = min(made, key=lambda", "one signature of two must not leave it out"),
    ("unsubscribe", "if is_bulk(letter) else", "if True else", "every mail must have a way out"),
    ("unsubscribe", 'in {"bulk", "list"}', 'in {"list"}', "bulk is not bulk"),
    ("signatures", "if Kinship.COUSINS in near:", "if False:", "what DNS must tell is told without it"),
    ("signatures", "if Kinship.SAME in near:", "if False:", "the same domain only lies below"),
    ("signatures", "    if not letter.has_arrived:\n        return untold", "    if False:\n        return untold", "a copy never sent lacks a signature"),
    ("signatures", 'if each.get("d")', "", "a signature needs no domain"),
    ("domains", "if shared == len(first) == len(second):", "if shared == len(first):", "a parent is the same domain"),
    ("domains", "if shared >= 2 and shared in", "if shared in", "a top-level domain is a house"),
    ("domains", "return Kinship.COUSINS if shared >= 2", "return Kinship.COUSINS if shared >= 1", "all of .kr is one house"),
    ("domains", '"naver.com",', "", "Naver's addresses are anybody's own"),
    ("receiver", 'if "pass" in told else', 'if "pass" == told[0] else', "one of two signatures that fails is a failure"),
    ("receiver", "_plain(letter.first(HEADER)).lower()", "letter.first(HEADER).lower()", "comments are results"),
    ("receiver", "_plain(letter.first(HEADER)).lower()", '_plain(" ".join(letter.all(HEADER))).lower()', "forged results count"),
    ("receiver", "if told is None:", "if not told and False:", "what is not told passes"),
    ("korean", "if letter.subject.startswith(MARK):", "if MARK in letter.subject:", "the mark may stand anywhere"),
    ("korean", " or _DISGUISED.search(letter.subject)", "", "a disguised mark is none"),
    ("korean", "if korean and english:", "if korean or english:", "one language is enough"),
    ("korean", "if is_bulk(letter) or _SELLING", "if _SELLING", "what goes to many is not told of the mark"),
    ("korean", "any(name in seen for name in names)", "True", "the name need not stand there"),
    ("korean", "_STREET.search(seen) is not None", "True", "the address need not stand there"),
    ("sender", "len(senders) != 1", "not senders", "two senders are one"),
    ("sender", 'len(letter.all("from")) != 1 or ', "", "two From headers are one"),
    ("sender", "elif _moment(date) is None:", "elif False:", "any date will do"),
    ("letter", 'part.get_content_disposition() != "attachment"', "True", "attachments are read"),
    ("letter", "_UNSEEN.sub(' ', markup)", "markup", "styles are seen"),
    ("letter", "if len(raw) > LARGEST:", "if len(raw) >= LARGEST:", "the largest file is too large"),
    ("letter", "> MOST_COMPARED", "> MOST_COMPARED * 1000", "a mail may keep everybody waiting"),
    ("letter", "    except RecursionError:", "    except KeyError:", "parts without end end the program"),
    ("words", '"cp949" if name in KOREAN else name', "name", "syllables beyond EUC-KR are lost"),
    ("words", 'piece.decode("raw-unicode-escape", "replace")', 'piece.decode("ascii", "replace")', "raw Korean between words is lost"),
    ("words", '_CONTROL.sub(" ", whole or flat)', "whole or flat", "a mail moves the terminal's cursor"),
    ("unfilled", "for value in (*(value for name in WHERE for value in letter.all(name)), letter.plain, letter.markup)", "for value in (letter.plain, letter.markup)", "headers are not looked through"),
    ("unfilled", "letter.plain, letter.markup", "letter.seen", "links are not looked through"),
    ("examine", "if korean.is_korean(letter) else LOOKS", "if False else LOOKS", "Korean mail is not looked at"),
)  # fmt: skip

MAIL: Final = tuple(Mutant("mail check", f"{PLACE}{name}.py", old, new, why, TESTS) for name, old, new, why in _FAULTS)
