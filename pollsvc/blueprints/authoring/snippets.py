"""What an author hands out: code for other sites' pages, and a QR code."""

import math
from html import escape
from io import BytesIO

import segno

from pollsvc.blueprints.authoring.pages import QrDrawing, Snippet
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.sentences import sentence

QUIET_ZONE = 4
PIXELS_A_MODULE = 10
_SANDBOX = (
    "allow-scripts allow-forms allow-same-origin allow-popups "
    "allow-popups-to-escape-sandbox"
)
_WIDTHS = (320, 390, 700)


def snippets(poll: Poll, public_url: str) -> tuple[Snippet, ...]:
    """Return the ways to put a poll into a page, the simplest first."""
    slug = poll.slug
    name = escape(f"Community poll: {poll.questionnaire.questions[0].text}")
    script = f'<script async src="{public_url}/embed.js"'
    heights = reserved_heights(poll.questionnaire.questions[0])
    reserved = " ".join(f"{width}:{height}" for width, height in heights.items())
    return (
        Snippet(
            id="snippet-line",
            title=sentence("One line"),
            meaning=sentence("The poll appears where this line stands."),
            code=f'{script} data-poll="{slug}"></script>',
        ),
        Snippet(
            id="snippet-block",
            title=sentence("Without any jump"),
            meaning=sentence(
                "Keeps room free while the poll loads, and leaves a link where "
                "scripts do not run."
            ),
            code=(
                f'<div class="cp-poll" data-poll="{slug}" data-h="{reserved}">\n'
                f'  <a href="{public_url}/p/{slug}">{name}</a>\n'
                f"</div>\n"
                f"{script}></script>"
            ),
        ),
        Snippet(
            id="snippet-frame",
            title=sentence("Without any script"),
            meaning=sentence(
                "For sites that remove scripts. Its height stays as given."
            ),
            code=(
                f'<iframe src="{public_url}/e/{slug}" title="{name}" width="100%" '
                f'height="{heights[_WIDTHS[0]]}" loading="lazy" '
                f'style="border:0" referrerpolicy="strict-origin" '
                f'sandbox="{_SANDBOX}"></iframe>'
            ),
        ),
    )


def reserved_heights(question: Question) -> dict[int, int]:
    """Return the height in CSS pixels that a question's form takes, by frame width.

    Estimated from the lines that its texts fill in the system's usual fonts; where
    the estimate is wrong, the frame says so itself a moment later.
    """
    return {width: _height(question, width) for width in _WIDTHS}


def qr_drawing(url: str) -> QrDrawing:
    """Return the QR code of an address, for drawing into a page."""
    rows = [*_qr(url).matrix_iter(border=QUIET_ZONE)]
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return QrDrawing(size=len(rows), path=path)


def qr_file(url: str, kind: str) -> bytes:
    """Return the QR code of an address as a file, "svg" or "png"."""
    out = BytesIO()
    _qr(url).save(out, kind=kind, scale=PIXELS_A_MODULE, border=QUIET_ZONE)
    return out.getvalue()


def _qr(url: str) -> segno.QRCode:
    return segno.make_qr(url, error="m", boost_error=False)


def _height(question: Question, width: int) -> int:
    inner = width - min(50, max(26, round(0.08 * width)))
    heading = 33 * _lines(question.text, inner, 12.2)
    rows = sum(
        max(65, 26 + 27 * _lines(option.label, inner - 85, 9.2)) + 10
        for option in question.options
    )
    apart = 46 if len(question.options) > len(question.substantive) else 0
    around = 187 + 26 * _lines("x" * 90, inner, 8.6) + 52 * _lines("x" * 45, inner, 9.2)
    return 10 * math.ceil((heading + rows + apart + around) / 10)


def _lines(text: str, width: float, character: float) -> int:
    return max(1, math.ceil(len(text) * character / width))
