"""What is done on a page before a picture of it is taken."""

from collections.abc import Callable, Mapping

from picture_polls import CROWDED, RECEIPT
from playwright.sync_api import Page as Tab

Act = Callable[[Tab], None]
_SEND = "main form button[type=submit]"


def as_it_comes(tab: Tab) -> None:
    """Does nothing."""


def submit(tab: Tab) -> None:
    """Presses the first button of the page."""
    tab.locator(_SEND).first.click()


def answer(tab: Tab) -> None:
    """Picks the second option and sends it."""
    tab.locator("input[type=radio]").nth(1).check()
    submit(tab)


def press(*names: str, after: Act = as_it_comes) -> Act:
    """Presses buttons or follows links by their names, one page after the other."""

    def act(tab: Tab) -> None:
        after(tab)
        for name in names:
            found = tab.get_by_role("button", name=name, exact=True)
            found.or_(tab.get_by_role("link", name=name, exact=True)).first.click()
            tab.wait_for_load_state()

    return act


def write(words: str, after: Act = as_it_comes) -> Act:
    """Writes into the one text of a page."""

    def act(tab: Tab) -> None:
        after(tab)
        tab.locator("main textarea").fill(words)

    return act


def go_on(pages: int) -> Act:
    """Goes on so many pages of a survey without answering, whatever its language."""

    def act(tab: Tab) -> None:
        for _ in range(pages):
            submit(tab)
            tab.wait_for_load_state()

    return act


def until(heading: str, act: Act) -> Act:
    """Does something that takes a while, and waits for a page with a heading."""

    def patiently(tab: Tab) -> None:
        act(tab)
        tab.get_by_role("heading", name=heading).first.wait_for()

    return patiently


def enter_receipt(receipt: str) -> Act:
    """Asks for the response that a receipt opens."""

    def act(tab: Tab) -> None:
        tab.locator("main form input[type=text]").first.fill(receipt)
        submit(tab)

    return act


def find_own_answer(tab: Tab) -> None:
    """Answers, and then looks the answer up with its receipt."""
    answer(tab)
    receipt = tab.locator("#receipt-text").inner_text()
    tab.goto("/receipt")
    enter_receipt(receipt)(tab)


def enter_outlived_receipt(tab: Tab) -> None:
    """Asks with the receipt of a poll that has been archived since."""
    enter_receipt(RECEIPT)(tab)


def send(path: str, fields: Mapping[str, str]) -> Act:
    """Sends a form that no page of ours has, as an old or damaged page would."""

    def act(tab: Tab) -> None:
        _send(tab, path, fields)

    return act


def send_from_elsewhere(tab: Tab) -> None:
    """Answers from a page that is not ours."""
    tab.locator("input[type=radio]").nth(1).check()
    address, fields = tab.url, _fields(tab)
    tab.goto("data:text/html,<title>Elsewhere</title>")
    _send(tab, address, fields)


def _fields(tab: Tab) -> dict[str, str]:
    """Gives what the first form of a page would send."""
    fields: dict[str, str] = tab.evaluate(
        """() => Object.fromEntries(
          new FormData(document.querySelector("main form")))"""
    )
    return fields


def _send(tab: Tab, address: str, fields: Mapping[str, str]) -> None:
    with tab.expect_navigation():
        tab.evaluate(
            """([address, fields]) => {
              const form = document.createElement("form");
              Object.assign(form, {method: "post", action: address});
              for (const [name, value] of Object.entries(fields)) {
                const field = document.createElement("input");
                Object.assign(field, {type: "hidden", name, value});
                form.append(field);
              }
              document.body.append(form);
              form.submit();
            }""",
            [address, dict(fields)],
        )


def exceed(tab: Tab) -> None:
    """Answers a poll when somebody of the same network has used all it may send."""
    answer(tab)
    tab.context.clear_cookies()
    tab.goto(f"/p/{CROWDED}")
    answer(tab)
    tab.get_by_role("button", name="Submit my answer").wait_for()


def exceed_in_frame(tab: Tab) -> None:
    """The same in a frame."""
    answer(tab)
    tab.context.clear_cookies()
    tab.goto(f"/e/{CROWDED}")
    answer(tab)
    tab.get_by_role("button", name="Submit my answer").wait_for()


def be_working(tab: Tab) -> None:
    """Sends it, and waits for ever for the calculation."""
    tab.add_init_script("Worker.prototype.postMessage = () => {}")
    exceed(tab)
    press("Submit my answer")(tab)
    tab.get_by_text("Calculating").wait_for()


def be_unable_to_work(tab: Tab) -> None:
    """Sends it with a browser that cannot calculate."""
    tab.route("**/pbkdf2.js*", lambda route: route.abort())
    exceed(tab)
    press("Submit my answer")(tab)
    tab.get_by_text("does not work in this browser").wait_for()


def fail_to_work(tab: Tab) -> None:
    """Sends it with a calculation that does not come out right."""
    exceed(tab)
    _send(tab, f"/p/{CROWDED}?answer=", _fields(tab) | {"_work": "bm90IGEgcHJvb2Y="})


def use_everything_up(tab: Tab) -> None:
    """Sends more than a network may send in any way."""
    exceed(tab)
    for _ in range(12):
        if not tab.get_by_role("button", name="Send it now to be looked at").count():
            return
        press("Send it now to be looked at")(tab)
        tab.context.clear_cookies()
        tab.goto(f"/p/{CROWDED}")
        answer(tab)


def fill_in_sign_in(tab: Tab) -> None:
    """Tries to sign in."""
    tab.get_by_label("E-mail address").fill("ada@example.org")
    tab.get_by_label("Password", exact=True).fill("a long example password")
    submit(tab)


def open_settings(tab: Tab) -> None:
    """Opens everything that the editor folds away."""
    tab.evaluate(
        "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
    )


def answer_survey(tab: Tab) -> None:
    """Gives the example survey an answer of every kind, up to its last page."""
    for act in _OF_SURVEY:
        act(tab)
        submit(tab)
        tab.wait_for_load_state()


def slip(tab: Tab) -> None:
    """Goes to the question for a number, and writes one that is hardly meant."""
    press(*["Continue"] * 4)(tab)
    tab.locator("#sleep").fill("18")
    submit(tab)


def _check(*ids: str) -> Act:
    def act(tab: Tab) -> None:
        for id_ in ids:
            tab.locator(f"#{id_}").check()

    return act


def _place(tab: Tab) -> None:
    for place, code in enumerate(("moving", "pain", "effects"), start=1):
        tab.locator(f"#matters__{code}").select_option(str(place))


def _date(tab: Tab) -> None:
    for part, value in (("day", "1"), ("month", "3"), ("year", "2012")):
        tab.locator(f"#told__{part}").fill(value)


_OF_SURVEY: tuple[Act, ...] = (
    _check("care-nurse"),
    _check("helps-rest", "helps-aids"),
    _check("explained-4"),
    _check("recommend-8"),
    lambda tab: tab.locator("#sleep").fill("6"),
    _place,
    _check(
        "tasks__jar-3",
        "tasks__buttons-1",
        "tasks__stairs-2",
        "tasks__shopping-not_tried",
    ),
    _date,
    lambda tab: tab.locator("#tip").fill("Ask for help early."),
)
