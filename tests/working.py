"""Does the work that a page asks for, as its widget would."""

import json

from altcha import Challenge, Payload, solve_challenge


def challenge_on(page):
    """The challenge of a page's widget, as JSON; None where no work is asked for."""
    widget = page.document.query_one("altcha-widget")
    return widget.attrs["challenge"] if widget else None


def solved(text):
    """The proof for a challenge."""
    challenge = Challenge.from_dict(json.loads(text))
    return Payload(challenge, solve_challenge(challenge)).to_base64()


def sent_with(page, proof):
    """The page after an answer that was handed back is sent with a proof."""
    action, fields = page.form("Submit my answer")
    return page.browser.send(action, [*fields, ("_work", proof)])


def worked(page):
    """The page after an answer that was handed back is sent with the work done."""
    return sent_with(page, solved(challenge_on(page)))
