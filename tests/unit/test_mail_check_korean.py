"""The marks of Korean law on advertising mail: where they must stand, and when nothing can be said."""

import pytest

from tests.unit.mails import hints, mail, standing
from words.render import render

ALONE = {"List_Unsubscribe": None, "List_Unsubscribe_Post": None}
FOOT = """안녕하세요, 새 소식입니다.
주식회사 예시 | 서울특별시 종로구 세종대로 1 | 02-1234-5678 | hello@shop.example
수신을 원하지 않으시면 수신거부를 누르십시오. To stop these mails, unsubscribe here."""
SENDER = "주식회사 예시 <hello@shop.example>"


def korean(text=FOOT, **changed):
    return mail(text, **{"Subject": "(광고) 새 소식", "From": SENDER, **changed})


def test_advertising_that_is_marked_as_the_law_has_it_is_fine():
    found = hints(korean())
    assert [found[name].standing.value for name in ("mark", "details", "refusal")] == ["pass"] * 3


def test_mail_without_a_korean_letter_is_not_looked_at():
    assert {"mark", "details", "refusal"} & set(hints(mail())) == set()
    assert standing(mail("안녕하십니까"), "mark") == "attention"
    assert standing(mail("Hello", Subject="안녕하십니까"), "mark") == "attention"


@pytest.mark.parametrize(
    ("subject", "how"),
    [
        ("(광고) 새 소식", "pass"),
        ("(광고)새 소식", "pass"),
        ("새 소식 (광고)", "attention"),
        ("[광고] 새 소식", "attention"),
        ("(광 고) 새 소식", "attention"),
        ("(광.고) 새 소식", "attention"),
        ("(대출광고) 새 소식", "attention"),
        ("할인 소식", "attention"),
        ("주문 안내", "unknown"),
        ("광고 계약서", "unknown"),
    ],
)
def test_the_mark_stands_first_and_exactly_so(subject, how):
    assert standing(korean("안녕하십니까", Subject=subject, **ALONE), "mark") == how


def test_what_goes_to_many_or_sells_is_told_of_the_mark():
    assert standing(korean("안녕하십니까", Subject="주문 안내", **ALONE), "mark") == "unknown"
    assert standing(korean("쿠폰을 드립니다", Subject="주문 안내", **ALONE), "mark") == "attention"
    assert standing(korean("안녕하십니까", Subject="주문 안내"), "mark") == "attention"


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("주식회사 예시", "the sender's name"),
        ("hello@shop.example", "an e-mail address"),
        ("02-1234-5678", "a telephone number"),
        ("서울특별시 종로구 세종대로 1", "a postal address"),
    ],
)
def test_what_the_text_does_not_tell_of_the_sender_is_named(gone, left):
    hint = hints(korean(FOOT.replace(gone, "")))["details"]
    assert [render(each, "en") for each in hint.evidence] == [f"Not found in the text: {left}"]
    assert hint.standing.value == "attention"


@pytest.mark.parametrize("number", ["02-1234-5678", "010-1234-5678", "+82-2-1234-5678", "1588-1234", "(02) 1234-5678"])
def test_telephone_numbers_as_they_are_written_in_korea_are_seen(number):
    assert standing(korean(FOOT.replace("02-1234-5678", number)), "details") == "pass"


@pytest.mark.parametrize("number", ["2026-11-24", "주문 20261124-1234", "1234-5678"])
def test_other_numbers_are_no_telephone(number):
    assert standing(korean(FOOT.replace("02-1234-5678", number)), "details") == "attention"


def test_a_sender_without_a_name_has_none_in_the_text():
    assert standing(korean(From="hello@shop.example"), "details") == "attention"


def test_the_way_out_is_told_in_korean_and_in_english():
    assert standing(korean(FOOT.replace("unsubscribe", "stop")), "refusal") == "attention"
    assert standing(korean(FOOT.replace("수신거부", "여기")), "refusal") == "attention"
    assert (
        standing(korean(FOOT.replace("수신거부", "구독 취소").replace("unsubscribe", "opt out")), "refusal") == "pass"
    )
    hint = hints(korean("안녕하십니까"))["refusal"]
    assert len(hint.evidence) == 2


def test_mail_that_is_not_marked_is_asked_neither():
    assert (standing(korean(Subject="안내"), "details"), standing(korean(Subject="안내"), "refusal")) == (None, None)
