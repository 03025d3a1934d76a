"""Which passwords staff may choose: long enough, and not the first to be guessed."""

import unicodedata

from pollsvc.domain.sentences import sentence
from pollsvc.domain.staff import MAX_PASSWORD, MIN_PASSWORD

_COMMONEST = """
    0123456789 0987654321 1111111111 1122334455 11223344556677
    112233445566778899 1234512345 1234554321 1234567890 12345678901 123456789012
    1234567891 12345678910 123456789a 123456789q 123qweasdzxc 1q2w3e4r5t
    1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 7894561230 9876543210 987654321a
    a123456789 aaaaaaaaaa abc123abc123 abcd123456 abcd1234567 abcdefghij
    abcdefghijk admin12345 admin123456 adminadmin administrator adminpassword
    asdfasdfasdf asdfghjkl1 asdfghjkl123 asdfghjkl; azertyuiop basketball
    businessbabe changeme123 changemenow charlie123 chocolate1 computer123
    correcthorsebatterystaple december2026 football123 helloworld iloveyou12
    iloveyou123 iloveyou1234 iloveyouso letmein123 letmein1234 letmeinplease
    liverpool1 mypassword mypassword1 november2026 october2026 p@ssw0rd123
    passw0rd123 password01 password1! password10 password11 password12
    password123 password123! password1234 password12345 password123456
    passwordpassword pollpassword princess123 q1w2e3r4t5 q1w2e3r4t5y6
    qazwsxedcrfv qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop
    qwertyuiop1 qwertyuiop123 qwertyuiop[] qwertzuiop secret1234 september2026
    spiderman1 starwars123 summer2026 sunshine123 superman123 thisisapassword
    trustno1trustno1 welcome123 welcome1234 welcome12345 winter2026 zaqwsxcderfv
    zxcvbnm123 zxcvbnmasdfghjkl
"""
_FEWEST_CHARACTERS = 4


def normal(password: str) -> str:
    """Return a password in one spelling, whichever keyboard wrote it (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def problem_of(password: str, *, email: str) -> str | None:
    """Return a sentence on why a password cannot be chosen, or None."""
    password = normal(password)
    if len(password) < MIN_PASSWORD:
        return sentence("Use at least {least} characters.", least=MIN_PASSWORD)
    if len(password) > MAX_PASSWORD:
        return sentence("Use at most {most} characters.", most=MAX_PASSWORD)
    return _guess_problem(password.casefold(), email.casefold())


def _guess_problem(password: str, email: str) -> str | None:
    if password in {email, email.partition("@")[0]}:
        return sentence("Use something other than your e-mail address.")
    if password in _COMMONEST.split() or len(set(password)) < _FEWEST_CHARACTERS:
        return sentence(
            "This is one of the first passwords anyone would guess. Use another."
        )
    return None
