"""What the pages of signing in are given."""

from dataclasses import dataclass

from pollsvc.web.fields import HiddenField, Problem


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """Asks for e-mail address and password.

    Attributes:
        email: What was entered before; never the password.
        problem: Why it did not work, or None.
        notice: What has nothing to do with what was entered: why somebody is asked who
            had been signed in, or why nobody can be let in; or None.
        hidden: Where to go on to, and what to carry on with.
    """

    hidden: tuple[HiddenField, ...]
    email: str = ""
    problem: str | None = None
    notice: str | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The error summary."""
        return (Problem(text=self.problem, href="#email"),) if self.problem else ()


@dataclass(frozen=True, kw_only=True)
class WelcomePage:
    """Asks the holder of a one-time link for a password.

    Attributes:
        email: What the person will sign in with.
        asks_email: Whether that address is still a stand-in.
        email_problem: What is wrong with the address, or None.
        password_problem: What is wrong with the password, or None.
    """

    action: str
    hidden: tuple[HiddenField, ...]
    email: str
    asks_email: bool
    email_problem: str | None = None
    password_problem: str | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The error summary."""
        found = (("#email", self.email_problem), ("#password", self.password_problem))
        return tuple(Problem(text=text, href=href) for href, text in found if text)


@dataclass(frozen=True, kw_only=True)
class LinkSpentPage:
    """A one-time link that lets nobody in any more, or not at the moment."""

    heading: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class CarryOnPage:
    """After signing in again: what was sent before can be sent now.

    Attributes:
        deed: What sending it does, in words.
    """

    deed: str
    action: str
    hidden: tuple[HiddenField, ...]
    start_url: str


@dataclass(frozen=True, kw_only=True)
class SignInRow:
    """One running sign-in.

    Attributes:
        here: Whether it is the one of this browser.
    """

    started: str
    here: bool
    revoke_action: str


@dataclass(frozen=True, kw_only=True)
class SignInsPage:
    """One's own running sign-ins.

    Attributes:
        notices: What has just been done.
        revoke_others_action: Where all others end at once; None if there are none.
    """

    email: str
    rows: tuple[SignInRow, ...]
    hidden: tuple[HiddenField, ...]
    notices: tuple[str, ...]
    revoke_others_action: str | None
