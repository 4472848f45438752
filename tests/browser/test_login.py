"""Who has not logged in gets nothing; who has, what they asked for. With a real provider and a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import login_stage, stage
from tests.browser.login_stage import ALLOWED, STRANGER, UNVERIFIED, USER_COOKIE, Visitor, ask, sees_only_the_login
from tests.browser.raw_stream import heard
from tests.pages import accounts

ACCOUNT = accounts.SCOPE.account_id


@pytest.fixture(scope="session")
def provider(tmp_path_factory):
    with login_stage.provider(tmp_path_factory.mktemp("provider") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def closed(databases, provider, tmp_path_factory):
    """The address of a dashboard with a login."""
    database = accounts.build("plain", databases)
    with login_stage.dashboard(database, tmp_path_factory.mktemp("closed"), provider) as address:
        yield address


@pytest.fixture
def visitor(browser, closed):
    """`visitor()` is somebody new; what goes wrong on a page of the dashboard fails the test."""
    met = []

    def new(address=closed, **how):
        met.append(Visitor(browser, address, **how))
        return met[-1]

    yield new
    for one in met:
        one.context.close()
    assert [trouble for one in met for trouble in one.trouble] == []


@pytest.fixture
def ann(visitor):
    """Ann, logged in, on the start page."""
    ann = visitor()
    ann.go("/")
    ann.log_in(ALLOWED)
    return ann


def test_a_login_lands_on_the_page_that_was_asked_for_with_its_query(visitor):
    ann = visitor()
    sees_only_the_login(ann.go("/health?range=7d&lang=ko"))
    page = ann.log_in(ALLOWED)
    assert page.url == f"{ann.address}/health?range=7d&lang=ko"
    expect(page.get_by_role("navigation")).to_be_visible()
    assert ACCOUNT in page.content()


def test_a_login_survives_a_reload_and_a_new_tab(ann):
    ann.page.reload()
    stage.settle(ann.page)
    expect(ann.page.get_by_text(ACCOUNT).first).to_be_visible()
    tab = ann.context.new_page()
    tab.goto(f"{ann.address}/health")
    stage.settle(tab)
    expect(tab.get_by_text(ACCOUNT).first).to_be_visible()


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in login_stage.PAGES), "/nowhere"])
def test_no_page_shows_anything_as_the_first_of_a_fresh_server(browser, databases, provider, tmp_path, path):
    """Streamlit would run a page without its frame if the folder `pages/` lay beside the main script."""
    with login_stage.dashboard(accounts.build("plain", databases), tmp_path, provider) as address:
        stranger = Visitor(browser, address)
        sees_only_the_login(stranger.go(path))
        sees_only_the_login(stranger.go(path))
        stranger.context.close()


@pytest.mark.parametrize("name", [STRANGER, UNVERIFIED])
def test_a_viewer_who_is_not_allowed_sees_a_sentence_and_the_way_out(visitor, name):
    stranger = visitor()
    stranger.go("/health")
    page = stranger.log_in(name)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    expected = "is not among those who may see" if name == STRANGER else "no verified e-mail address"
    expect(page.get_by_text(expected)).to_be_visible()
    assert ACCOUNT not in page.content()
    assert ask(stranger.address, "/media/a.csv", **stranger.cookies())[0] == 403


def test_the_login_speaks_korean(visitor):
    page = visitor(locale="ko-KR").go("/")
    expect(page.get_by_role("heading", name="로그인", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="로그인")).to_be_visible()


def test_logging_out_ends_it_at_the_provider_too(ann):
    kept = ann.cookies()
    ann.page.get_by_role("button", name="Log out").click()
    ann.page.get_by_role("button", name="End session").first.click()
    ann.page.wait_for_url(f"{ann.address}/**")
    stage.settle(ann.page)
    sees_only_the_login(ann.page)
    assert USER_COOKIE in kept
    assert USER_COOKIE not in ann.cookies()


def test_a_changed_cookie_is_no_login(ann):
    (cookie,) = [one for one in ann.context.cookies(ann.address) if one["name"] == USER_COOKIE]
    value = cookie["value"]
    ann.context.add_cookies([{**cookie, "value": value[:-2] + ("aa" if value[-2:] != "aa" else "bb")}])
    ann.page.reload()
    stage.settle(ann.page)
    sees_only_the_login(ann.page)
    assert ask(ann.address, "/_stcore/metrics", **ann.cookies())[0] == 403


def test_a_download_is_for_those_who_are_let_in(ann):
    page = ann.go("/deliverability")
    with page.expect_download() as started:
        page.locator("[data-testid=stDownloadButton] button").first.click()
    path = started.value.url.removeprefix(ann.address)
    assert path.startswith("/media/")
    status, content = ask(ann.address, path, **ann.cookies())
    assert status == 200
    assert len(content) > 100
    for cookies in ({}, {USER_COOKIE: "x" + ann.cookies()[USER_COOKIE]}):
        status, said = ask(ann.address, path, **cookies)
        assert (status, said) == (403, b"Log in to the dashboard first.")
    assert ask(ann.address, path, "HEAD")[0] == 403


def test_a_raw_stream_without_a_login_hears_of_the_login_only(ann):
    """The same client hears everything with Ann's cookies: it is the login that keeps it from the rest."""
    everything = heard(ann.address, ann.cookies())
    assert ACCOUNT.encode() in everything.raw
    for page in ("", "health", "overview"):
        nothing = heard(ann.address, {}, page)
        assert "Log in" in nothing.words
        assert ACCOUNT.encode() not in nothing.raw
        assert nothing.kinds <= {"markdown", "heading", "button", "button_group", "text"}
        assert not nothing.has_navigation


def test_a_stolen_session_is_of_no_use_without_its_cookie(ann):
    mine = heard(ann.address, ann.cookies())
    stolen = heard(ann.address, {}, session=mine.session)
    assert stolen.session != mine.session
    assert ACCOUNT.encode() not in stolen.raw


def test_who_is_taken_off_the_list_is_out_though_the_cookie_is_still_good(visitor, databases, provider, tmp_path):
    database, port = accounts.build("plain", databases), login_stage.free_port()
    with login_stage.dashboard(database, tmp_path, provider, port) as address:
        ann = visitor(address)
        ann.go("/")
        ann.log_in(ALLOWED)
        assert ask(address, "/_stcore/metrics", **ann.cookies())[0] == 200
    with login_stage.dashboard(database, tmp_path, provider, port, LOGIN_ALLOW="carl@example.com"):
        page = ann.go("/")
        expect(page.get_by_text("is not among those who may see")).to_be_visible()
        assert ACCOUNT not in page.content()
        assert ask(address, "/_stcore/metrics", **ann.cookies())[0] == 403


def test_a_login_under_another_name_is_sent_to_the_right_one(visitor, closed):
    page = visitor(closed.replace("127.0.0.1", "localhost")).go("/")
    expect(page.get_by_text(f"The login works at {closed} only.")).to_be_visible()
    assert page.get_by_role("button", name="Log in").count() == 0


def test_the_fonts_and_the_icon_are_public_and_the_page_is_named(visitor, closed):
    for path in ("/app/static/icon.png", "/app/static/NotoSansKR-Regular.woff2"):
        assert ask(closed, path)[0] == 200
    page = visitor().go("/")
    assert page.title() == "Log in"
    assert page.locator("img[data-testid=stSidebarLogo]").first.evaluate("image => image.naturalWidth") > 0
