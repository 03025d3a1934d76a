"""E-mail addresses of staff members: how they are spelled, and what is one."""

import re

from pollsvc.domain.errors import EmailRefused
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import spelled, text_problem

MAX_EMAIL = 254
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")


def email_address(text: str) -> str:
    """Return an e-mail address in the one spelling that is stored and looked for.

    Raises:
        EmailRefused: It is none.
    """
    address = spelled(text.strip().casefold())
    if len(address) > MAX_EMAIL or not _EMAIL.fullmatch(address):
        msg = sentence(
            "{text!r} is not an e-mail address; write one like ana@example.org.",
            text=text,
        )
        raise EmailRefused(msg)
    if problem := text_problem(address):
        raise EmailRefused(problem)
    return address
