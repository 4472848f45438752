"""How a mail is read: every way to write Korean, parts within parts, and files that are no mail at all."""

import base64
import quopri
import time
from email.header import Header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.mail_check import letter
from deliverability.mail_check.examine import examined
from deliverability.mail_check.letter import LARGEST, Letter, read
from deliverability.model import Text
from tests.unit.mails import NAMES, VALUES, mail, standing
from words.render import render

GREETING = "안녕하십니까, 뷁"


def letter_of(raw):
    found = read(raw)
    assert isinstance(found, Letter), found
    return found


def problem(raw):
    found = examined(raw)
    assert isinstance(found, Text)
    return render(found, "en")


@pytest.mark.parametrize(
    "subject",
    [
        GREETING.encode(),
        GREETING.encode("cp949"),
        Header(GREETING, "utf-8").encode().encode(),
        b"=?euc-kr?B?" + base64.b64encode(GREETING.encode("cp949")) + b"?=",
        b"=?ks_c_5601-1987?Q?" + quopri.encodestring(GREETING.encode("cp949"), header=True) + b"?=",
        b"=?nonsense?B?" + base64.b64encode(GREETING.encode()) + b"?=",
        b"=?utf-8*ko?B?" + base64.b64encode(GREETING.encode()) + b"?=",
    ],
)
def test_a_subject_is_read_in_whatever_way_it_is_written(subject):
    assert letter_of(b"From: a@b.example\r\nSubject: " + subject + b"\r\n\r\nx").subject == GREETING


def test_a_syllable_cut_between_encoded_words_is_whole_again():
    raw = GREETING.encode()
    words = " ".join(f"=?utf-8?B?{base64.b64encode(part).decode()}?=" for part in (raw[:4], raw[4:]))
    assert letter_of(f"Subject: {words}\r\n\r\n".encode()).subject == GREETING


def test_raw_and_encoded_words_in_one_line_are_both_read():
    word = base64.b64encode("소식".encode()).decode()
    assert letter_of(f"Subject: (광고) =?utf-8?B?{word}?=\r\n\r\n".encode()).subject == "(광고) 소식"


@pytest.mark.parametrize("subject", [b"=?utf-8?B?!!!?=", b"=?utf-8?B?A?=", b"=?idna?B?/w==?=", b"=?undefined?Q?a?="])
def test_an_encoded_word_that_is_broken_stays_readable(subject):
    assert letter_of(b"Subject: " + subject + b"\r\n\r\n").subject


def test_no_control_sign_reaches_a_terminal():
    word = base64.b64encode(b"\x1b[31mred\x07\r\nBcc: x").decode()
    assert letter_of(f"Subject: =?utf-8?B?{word}?=\r\n\r\n".encode()).subject == "[31mred Bcc: x"


@pytest.mark.parametrize(
    "charset", ["utf-8", "euc-kr", "ks_c_5601-1987", "us-ascii", "nonsense", "", "hex", "ide\0a", "idna"]
)
def test_a_body_is_read_whatever_charset_it_claims(charset):
    codec = "cp949" if charset in {"euc-kr", "ks_c_5601-1987"} else "utf-8"
    head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert letter_of(head + GREETING.encode(codec)).plain == GREETING


def test_a_charset_written_in_parts_with_a_zero_in_its_name_is_none():
    head = b"Subject: x\r\nContent-Type: text/plain; charset*=a\0b''utf-8\r\n\r\n"
    assert letter_of(head + b"hello").plain == "hello"


def test_texts_of_nested_parts_are_read_and_attachments_are_not():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@shop.example", "x"
    message.set_content("plain {{a}}")
    message.add_alternative("<style>.b{{x}}</style><!-- c --><p>seen <b>bold</b></p>", subtype="html")
    message.add_attachment("attached {{d}}", filename="notes.txt")
    found = letter_of(message.as_bytes())
    assert (found.plain.strip(), "seen" in found.seen) == ("plain {{a}}", True)
    assert not any(word in found.seen for word in ("attached", ".b", " c ", "<p>"))


def test_a_text_that_cannot_be_decoded_is_empty():
    raw = b"Subject: x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n\xff\xff"
    assert isinstance(read(raw), Letter)
    parts = b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\n{{a}}"
    assert letter_of(parts).plain == "{{a}}"


def test_a_part_that_calls_itself_text_and_holds_parts_has_no_text():
    raw = b'Subject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nhello\r\n--b--'
    assert letter_of(raw).plain == "hello"


def test_files_that_are_no_mail_are_told_in_a_sentence():
    assert problem(b"") == problem(b" \r\n\t") == "The file is empty."
    assert problem(b"%PDF-1.7 ...").startswith("This is no mail:")
    assert problem("From: a\r\n".encode("utf-16")).startswith("This is no mail:")
    assert problem(letter.OUTLOOK + b"x").startswith("This is Outlook's own format.")
    assert problem(b"x" * (LARGEST + 1)).startswith("The file has 5.")


def test_the_largest_file_is_still_looked_at():
    raw = mail()
    assert isinstance(examined(raw + b"x" * (LARGEST - len(raw))), tuple)


def test_what_editors_put_before_a_mail_is_overlooked():
    for before in (b"\xef\xbb\xbf", b"\r\n\r\n", b"From a@b Tue Nov 24 2026\r\n"):
        assert standing(before + mail(), "sender") == "pass"


@pytest.mark.parametrize("depth", [1500, 5000])
def test_parts_within_parts_without_end_are_told_in_a_sentence(depth):
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(depth))
    assert "parts without end" in problem(b"From: a@b.example\r\n" + opened)


def test_many_lines_within_many_parts_are_not_waited_for():
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(100))
    began = time.monotonic()
    assert "parts without end" in problem(b"From: a@b.example\r\n" + opened + b"\n" * 1_000_000)
    assert time.monotonic() - began < 5
    few = mail("--b\r\n\r\nhello" + "\n" * 1_000_000, Content_Type="multipart/mixed; boundary=b")
    assert standing(few, "sender") == "pass"


def test_a_mail_of_many_headers_and_parts_takes_no_time():
    began = time.monotonic()
    examined(b"a: b\r\n" * 100_000 + mail())
    parts = b"".join(b"--b\r\n\r\n{{a}}\r\n" for _ in range(20_000))
    examined(b'Subject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + parts)
    for body in ("가" * 400_000, "a" * 400_000, "<" * 400_000, "{{" * 200_000, "02-" * 130_000, "a@" * 200_000):
        examined(mail(body, Subject=" " * 19_000 + "(광고)"))
        examined(mail(body, Content_Type="text/html"))
    assert time.monotonic() - began < 20


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(raw):
    examined(raw)
    examined(b"From: a@b.example\r\nContent-Type: text/plain; charset=" + raw)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=12), VALUES)
def test_no_mail_makes_it_fail(headers, body):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    found = examined(f"{head}\r\n{body}".encode("utf-8", "surrogatepass"))
    texts = [found] if isinstance(found, Text) else [each for hint in found for each in (*hint.evidence, *hint.advice)]
    assert all(render(each, language) for each in texts for language in ("en", "ko"))


def test_a_sender_of_nested_brackets_is_told_and_raises_nothing():
    """Names may hold comments in comments, which are taken apart one in the other."""
    found = read(b"From: " + b"(" * 5000 + b"\r\nSubject: x\r\n\r\nHello")
    assert found == letter.ENDLESS or found.first("subject") == "x"
