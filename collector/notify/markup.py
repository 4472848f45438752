"""The HTML of a message, in what mail programs understand: no styles but inline ones, no images, nothing fetched.

apprise makes the text beside it from it, and knows neither numbers of a list nor margins: numbers and breaks are written.
What it says is put together in `writing.py`.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from collector.notify.part import Part

COLOURS: Final = {"info": "#1f6feb", "warn": "#9a6700", "critical": "#b42318", "over": "#1a7f37"}
"""Each readable on white, and never alone: the word stands beside it."""

PAGE: Final = (
    '<!DOCTYPE html><html lang="{language}"><body style="margin:0;padding:16px;background:#ffffff;color:#1f2328;'
    'font-family:sans-serif;font-size:15px;line-height:1.5">{parts}<br>'
    '<p style="margin:0;color:#59636e;font-size:12px;word-break:break-all">{foot}</p></body></html>'
)
PART: Final = (
    '<div style="border-left:4px solid {colour};padding:0 0 0 12px;margin:0">'
    '<p style="margin:0;color:{colour};font-weight:bold">{label}</p>'
    '<h2 style="margin:4px 0;font-size:18px">{headline}</h2>{rest}</div>'
)


def page(parts: Sequence[Part], foot: str, language: str) -> str:
    """The whole message."""
    return PAGE.format(language=escape(language), parts="<br>".join(map(_part, parts)), foot=escape(foot))


def _part(part: Part) -> str:
    colour = COLOURS["over" if part.is_over else part.severity.value]
    rest = [
        _paragraph(part.when),
        _list(part.figures),
        _paragraph(part.aws),
        _paragraph(part.to_do),
        *(_step(number, step) for number, step in enumerate(part.steps, 1)),
        _link(part.link),
    ]
    return PART.format(colour=colour, label=escape(part.first_line), headline=escape(part.headline), rest="".join(rest))


def _paragraph(text: str) -> str:
    return f'<p style="margin:4px 0">{escape(text)}</p>' if text else ""


def _list(entries: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return f'<ul style="margin:4px 0;padding-left:24px">{items}</ul>' if entries else ""


def _step(number: int, step: str) -> str:
    return f'<p style="margin:4px 0 4px 24px;text-indent:-18px">{number}. {escape(step)}</p>'


def _link(address: str) -> str:
    shown = escape(address)
    return f'<p style="margin:8px 0"><a href="{shown}">{shown}</a></p>' if address else ""
