"""What is said of a mail: signatures, what the receiver found, the way out, tags, the sender; each rule and its neighbour."""

import pytest

from deliverability.mail_check.examine import IN_KOREAN, LOOKS
from tests.unit.mails import hints, mail, standing
from words.catalogue import LANGUAGES
from words.render import render

SIGNED = "v=1; d={}; s=a; h={}; b=x"
BOTH = "From:List-Unsubscribe:List-Unsubscribe-Post"


def told(raw, name, language="en"):
    hint = hints(raw)[name]
    return " ".join(render(each, language) for each in (*hint.evidence, *hint.advice))


def test_a_mail_that_is_right_is_fine_in_every_respect():
    found = hints(mail())
    assert {hint.standing.value for hint in found.values()} == {"pass"}
    assert list(found) == [name for name, _, _ in LOOKS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_is_worded_in_every_language(language):
    for raw in (mail(), mail(DKIM_Signature=None, From=None, Date=None), mail("안녕하세요", Subject="(광고) 소식")):
        for hint in hints(raw).values():
            for each in (*hint.evidence, *hint.advice):
                assert "{" not in render(each, language)


def test_no_two_hints_have_a_name_or_a_title_in_common():
    every = (*LOOKS, *IN_KOREAN)
    assert len({name for name, _, _ in every}) == len({title for _, title, _ in every}) == len(every)


@pytest.mark.parametrize(
    ("sender", "how"),
    [
        ("Shop <hello@shop.example>", "pass"),
        ('"Kim, Lee" <hello@shop.example>', "pass"),
        ("=?utf-8?B?6rmALCDsnbQ=?= <hello@shop.example>", "pass"),
        ("Shop <shop@{}>".format("gmail.com"), "attention"),
        ("Shop <shop@{}>".format("NAVER.com"), "attention"),
        ("a@shop.example, b@shop.example", "attention"),
        ("Shop", "attention"),
        (None, "attention"),
        (["a@shop.example", "b@shop.example"], "attention"),
        (["a@shop.example", "nobody"], "attention"),
    ],
)
def test_one_sender_at_a_domain_of_their_own_is_wanted(sender, how):
    assert standing(mail(From=sender), "sender") == how


@pytest.mark.parametrize(
    ("changed", "how"),
    [
        ({}, "pass"),
        ({"Date": None}, "attention"),
        ({"Date": "yesterday"}, "attention"),
        ({"Message_ID": None}, "attention"),
        ({"Message_ID": "1@a"}, "attention"),
        ({"Message_ID": "<1@a"}, "attention"),
        ({"Message_ID": "<1>"}, "attention"),
    ],
)
def test_date_and_message_id_must_be_what_they_say(changed, how):
    assert standing(mail(**changed), "dated") == how


def test_a_signature_is_named_by_its_domain_and_never_said_to_be_verified():
    shown = told(mail(), "signed")
    assert "Signed for shop.example." in shown
    assert "was not verified here" in shown


def test_without_a_signature_a_copy_that_arrived_is_doubtful_and_one_never_sent_tells_nothing():
    assert standing(mail(DKIM_Signature=None), "signed") == "attention"
    unsent = mail(DKIM_Signature=None, Received=None, Authentication_Results=None)
    assert standing(unsent, "signed") == "unknown"
    assert standing(mail(DKIM_Signature=None, Received=None), "signed") == "attention"
    assert standing(mail(DKIM_Signature="v=1; h=From"), "signed") == "attention"


@pytest.mark.parametrize(
    ("domains", "how"),
    [
        (["shop.example"], "pass"),
        (["SHOP.example."], "pass"),
        (["amazonses.com", "shop.example"], "pass"),
        (["news.shop.example"], "pass"),
        (["amazonses.com"], "attention"),
        (["other.example"], "attention"),
        (["notshop.example"], "attention"),
        (["example"], "attention"),
        ([], None),
    ],
)
def test_a_signature_aligns_when_one_domain_is_the_other_or_lies_below_it(domains, how):
    made = [SIGNED.format(domain, BOTH) for domain in domains] or None
    assert standing(mail(DKIM_Signature=made), "aligned") == how


def test_of_the_same_domain_and_one_below_the_same_is_told():
    shown = told(
        mail(DKIM_Signature=[SIGNED.format(d, BOTH) for d in ("news.shop.example", "shop.example")]), "aligned"
    )
    assert shown == "The signature is for shop.example, as From is."
    assert "adkim=s" in told(mail(From="a@news.shop.example"), "aligned")
    assert "adkim=s" in told(mail(DKIM_Signature=SIGNED.format("news.shop.example", BOTH)), "aligned")


def test_whether_two_domains_with_a_parent_in_common_are_one_house_is_not_known():
    raw = mail(From="a@{}".format("news.shop.co.kr"), DKIM_Signature=SIGNED.format("mail.shop.co.kr", BOTH))
    assert standing(raw, "aligned") == "unknown"
    strangers = mail(From="a@{}".format("shop.kr"), DKIM_Signature=SIGNED.format("bank.kr", BOTH))
    assert standing(strangers, "aligned") == "attention"
    assert standing(mail(From="nobody"), "aligned") is None


@pytest.mark.parametrize("method", ["spf", "dkim", "dmarc"])
def test_the_receivers_word_counts_for_each_method(method):
    assert standing(mail(), method) == "pass"
    failing = mail(Authentication_Results=f"mx.example.net; {method}=fail (bad; {method}=pass) reason=x")
    assert standing(failing, method) == "attention"
    assert f"mx.example.net says {method}=fail." in told(failing, method)
    silent = mail(Authentication_Results="mx.example.net; arc=none")
    assert standing(silent, method) == "unknown"
    assert "Send it, and save" not in told(silent, method)
    assert "Send it, and save" in told(mail(Authentication_Results=None), method)


def test_only_the_topmost_results_count_since_anybody_can_write_those_below():
    raw = mail(Authentication_Results=["mx.example.net; dmarc=fail", "forged.example; dmarc=pass"])
    assert standing(raw, "dmarc") == "attention"


def test_one_of_several_signatures_that_holds_is_enough():
    raw = mail(Authentication_Results="mx.example.net; dkim=fail header.d=a; dkim=pass header.d=shop.example")
    assert standing(raw, "dkim") == "pass"
    assert "dkim=fail, dkim=pass" in told(raw, "dkim")


@pytest.mark.parametrize("depth", [1, 3, 30])
def test_comments_are_no_results_however_deep_they_lie(depth):
    comment = "(" * depth + "; spf=fail" + ")" * depth
    assert standing(mail(Authentication_Results=f"mx.example.net {comment}; dmarc=pass"), "dmarc") == "pass"
    if depth < 30:
        assert standing(mail(Authentication_Results=f"mx.example.net {comment}; dmarc=pass"), "spf") == "unknown"


def test_results_without_a_servers_name_are_still_read():
    assert "The receiver says spf=pass." in told(mail(Authentication_Results=" ; spf=pass"), "spf")
    microsoft = mail(
        Authentication_Results="spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x;dkim=fail header.d=y; dmarc=pass"
    )
    assert [standing(microsoft, each) for each in ("spf", "dkim", "dmarc")] == ["pass", "attention", "pass"]
    assert "The receiver says spf=pass." in told(microsoft, "spf")


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("<https://shop.example/u>, <mailto:u@shop.example>", "pass"),
        ("<HTTPS://shop.example/u>", "pass"),
        ("<mailto:u@shop.example>", "attention"),
        ("<http://shop.example/u>", "attention"),
        ("<https://shop.example/u>, <http://shop.example/u>", "attention"),
        ("<https://shop.example/u>, <https://shop.example/v>", "attention"),
        ("https://shop.example/u", "attention"),
        (["<https://shop.example/u>", "<https://shop.example/u>"], "attention"),
    ],
)
def test_the_way_out_is_one_secure_address_on_the_web(value, how):
    assert standing(mail(List_Unsubscribe=value), "unsubscribe") == how


def test_a_mailbox_besides_is_advised_and_not_demanded():
    assert "A mailto: address besides" in told(mail(List_Unsubscribe="<https://shop.example/u>"), "unsubscribe")
    assert "A mailto: address besides" not in told(mail(), "unsubscribe")


def test_mail_that_does_not_say_it_goes_to_many_needs_no_way_out_for_all_one_knows():
    without = {"List_Unsubscribe": None, "List_Unsubscribe_Post": None}
    single = mail(**without)
    assert standing(single, "unsubscribe") == "unknown"
    assert (standing(single, "one-click"), standing(single, "covered")) == (None, None)
    for bulk in ({"Precedence": "Bulk"}, {"List_Id": "<news.shop.example>"}, {"Subject": "(광고) 소식"}):
        assert standing(mail(**without, **bulk), "unsubscribe") == "attention"
    assert standing(mail(**without, Precedence="first-class"), "unsubscribe") == "unknown"


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("List-Unsubscribe=One-Click", "pass"),
        (" List-Unsubscribe=One-Click ", "pass"),
        ("list-unsubscribe=one-click", "attention"),
        ("One-Click", "attention"),
        (None, "attention"),
    ],
)
def test_the_click_is_promised_word_for_word(value, how):
    assert standing(mail(List_Unsubscribe_Post=value), "one-click") == how


def test_a_signature_must_cover_the_way_out_whoever_made_it():
    assert standing(mail(DKIM_Signature=SIGNED.format("shop.example", "From:Subject")), "covered") == "attention"
    folded = "From :\r\n\tList-Unsubscribe :\r\n list-unsubscribe-POST"
    assert standing(mail(DKIM_Signature=SIGNED.format("shop.example", folded)), "covered") == "pass"
    other = [SIGNED.format("shop.example", "From"), SIGNED.format("amazonses.com", BOTH)]
    assert standing(mail(DKIM_Signature=other), "covered") == "pass"
    half = mail(DKIM_Signature=SIGNED.format("shop.example", "From:List-Unsubscribe"))
    assert "leaves out List-Unsubscribe-Post." in told(half, "covered")
    assert standing(mail(DKIM_Signature=None), "covered") == "unknown"
    assert standing(mail(DKIM_Signature=None, Received=None, Authentication_Results=None), "covered") == "unknown"


@pytest.mark.parametrize(
    "tag",
    ["{{name}}", "{{ user.first }}", "{% if x %}", "%%FIRST NAME%%", "*|FNAME|*", "${name}", "#{이름}", "<%= name %>"],
)
def test_a_tag_that_is_left_is_found_in_subject_text_and_links(tag):
    assert standing(mail(f"Dear {tag}"), "unfilled") == "attention"
    assert standing(mail(Subject=f"Dear {tag}"), "unfilled") == "attention"
    assert standing(mail(List_Unsubscribe=f"<https://shop.example/{tag}>"), "unfilled") == "attention"
    html = mail(f'<a href="https://shop.example/{tag}">x</a>', Content_Type="text/html")
    assert standing(html, "unfilled") == "attention"


@pytest.mark.parametrize("text", ["100%% of it", "{a: 1}", "5 * 3 | 2", "$5 {x}", "a } } b", "<p>100%</p>", "{{}}"])
def test_what_only_looks_like_a_tag_is_none(text):
    assert standing(mail(text), "unfilled") == "pass"


def test_of_many_tags_some_are_shown_each_once():
    shown = told(mail("".join(f"{{{{t{n}}}}}" * 2 for n in range(9))), "unfilled")
    assert "{{t0}}, {{t1}}, {{t2}}, {{t3}}, {{t4}}…" in shown
