"""A client that speaks to Streamlit's web socket without any browser, and writes down all it is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import websockets.sync.client
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass
class Heard:
    """Every byte of one run, the kinds of its elements, its words, and the session it happened in."""

    raw: bytes = b""
    kinds: set[str] = field(default_factory=set)
    words: str = ""
    has_navigation: bool = False
    session: str = ""


def heard(address: str, cookies: Mapping[str, str], page: str = "", session: str = "") -> Heard:
    """What a run of a page sends to somebody with these cookies."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    token = cookies.get("_streamlit_xsrf", "none")
    protocols = ["streamlit", token, *([session] if session else [])]
    found = Heard()
    with websockets.sync.client.connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=address,
        additional_headers={"Cookie": header} if header else {},
        subprotocols=protocols,
        max_size=None,
        proxy=None,
    ) as stream:
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.query_string = "lang=en"
        stream.send(ask.SerializeToString())
        for message, content in _messages(stream):
            found.raw += content
            _note(message, found)
            if message.WhichOneof("type") == "script_finished" and message.script_finished == FINISHED:
                return found
    return found


def _messages(stream) -> Iterator[tuple[ForwardMsg, bytes]]:
    while True:
        content = stream.recv(timeout=20)
        message = ForwardMsg()
        message.ParseFromString(content)
        yield message, content


def _note(message: ForwardMsg, found: Heard) -> None:
    kind = message.WhichOneof("type")
    found.has_navigation |= kind == "navigation"
    if kind == "new_session":
        found.session = message.new_session.initialize.session_id
    if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
        found.kinds.add(message.delta.new_element.WhichOneof("type"))
        found.words += f"{message.delta.new_element}\n"
