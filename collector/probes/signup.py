"""One sign-up at the application, as the setup guide tries it: a POST whose answer's status is told and nothing else.

Who may have one tried, and how often, is decided in `collector/trials.py`. No redirect is followed, no answer is read.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from deliverability.model import N_, Text, text
from deliverability.product import VERSION
from deliverability.trials import Outcome, State, body_of, shown

CONNECT_SECONDS: Final = 10.0
LONGEST_SECONDS: Final = 30.0

TAKEN: Final = N_("{url} answered {status}: the sign-up was taken. Look whether its mail arrives, and follow its link.")
NOT_TAKEN: Final = N_(
    "{url} answered {status}: it does not accept this sign-up. Compare SIGNUP_TEST_BODY with the fields that your "
    "application asks for; an address that is registered already is refused too."
)
NOT_ALLOWED: Final = N_(
    "{url} answered {status}: it lets no stranger sign up this way. A token or a permission is asked for."
)
NOT_THERE: Final = N_("{url} answered {status}: there is no sign-up at this address. Correct SIGNUP_TEST_URL.")
BROKEN: Final = N_("{url} answered {status}: the application failed. Its own log says why; is mail set up there?")
REDIRECTED: Final = N_(
    "{url} answered {status} and sends on to {target}. It was not followed: if that is right, set SIGNUP_TEST_URL to it."
)
REFUSED: Final = N_("Nobody answers at {url}: the connection was refused. Is the application running?")
NO_HOST: Final = N_("The host of {url} is not known. Correct SIGNUP_TEST_URL.")
NO_WAY: Final = N_("{url} cannot be reached ({kind}). Correct SIGNUP_TEST_URL, or look at the network.")
NO_TLS: Final = N_("{url}: no secure connection came about ({kind}). Its certificate may be self-made or expired.")
LATE: Final = N_("{url} did not answer in time. It is not known whether it took the sign-up, so it is not repeated.")
CUT: Final = N_("{url} ended the connection without an answer. It is not known whether it took the sign-up.")

PLAIN: Final = "%/:?@!$&'()*+,;=~"
"""What a request's line takes as it is; other letters, as of a Korean path, are written in percents."""

BY_STATUS: Final = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOT_THERE, 405: NOT_THERE, 410: NOT_THERE}


def sign_up(url: str, body: str, now: int) -> Outcome:
    """Try it once, within half a minute, and say what came of it."""
    connection, where = _connection(url), shown(url)
    try:
        if (why := _unreached(connection, where)) is not None:
            return Outcome(State.REFUSED, why)
        status, target = _posted(connection, url, body_of(body, now))
    except TimeoutError:
        return Outcome(State.NOT_KNOWN, text(LATE, url=where))
    except (OSError, ValueError, http.client.HTTPException):
        return Outcome(State.NOT_KNOWN, text(CUT, url=where))
    finally:
        connection.close()
    return _judged(where, status, target)


def _unreached(connection: http.client.HTTPConnection, where: str) -> Text | None:
    """Why no connection came about, over which nothing was handed over then; None when there is one."""
    try:
        connection.connect()
    except ssl.SSLError as error:
        return text(NO_TLS, url=where, kind=error.reason or type(error).__name__)
    except ConnectionRefusedError:
        return text(REFUSED, url=where)
    except socket.gaierror:
        return text(NO_HOST, url=where)
    except (OSError, ValueError) as error:
        return text(NO_WAY, url=where, kind=type(error).__name__)
    return None


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=CONNECT_SECONDS, context=context)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=CONNECT_SECONDS)


def _posted(connection: http.client.HTTPConnection, url: str, body: str) -> tuple[int, str]:
    """The status of the answer and, of a redirect, where it leads."""
    parts = urlsplit(url)
    path = quote(parts.path or "/", PLAIN) + (f"?{quote(parts.query, PLAIN)}" if parts.query else "")
    headers = {"Content-Type": "application/json", "User-Agent": f"ses-deliverability/{VERSION}"}
    with _ended_in_time(connection):
        connection.request("POST", path, body.encode(), headers)
        answer = connection.getresponse()
    return answer.status, _target(url, answer)


def _target(url: str, answer: http.client.HTTPResponse) -> str:
    """Where a redirect leads; "" for another answer, and for what is no address."""
    if not 300 <= answer.status < 400:
        return ""
    try:
        return shown(urljoin(url, answer.getheader("Location") or ""))
    except ValueError:
        return ""


@contextmanager
def _ended_in_time(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Each step has its own time-out; a server that sends a byte now and then would outlast all of them."""
    late = threading.Event()

    def end() -> None:
        late.set()
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(LONGEST_SECONDS, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


def _judged(where: str, status: int, target: str) -> Outcome:
    if 200 <= status < 300:
        return Outcome(State.DONE, text(TAKEN, url=where, status=status))
    if 300 <= status < 400:
        return Outcome(State.REFUSED, text(REDIRECTED, url=where, status=status, target=target))
    sentence = BROKEN if status >= 500 else BY_STATUS.get(status, NOT_TAKEN)
    return Outcome(State.REFUSED, text(sentence, url=where, status=status))
