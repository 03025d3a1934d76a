"""How somebody gets around the staff's pages by keyboard."""

import pytest

PASSWORD = "seven wet umbrellas"


def tab_to(page, name):
    """Tabs on to a control; returns after how many stops."""
    for stops in range(1, 40):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.innerText || '').trim().split('\\n')[0]"
        )
        if focused == name:
            return stops
    pytest.fail(f"the keyboard never reaches {name!r}")


def unfold(page):
    for summary in page.locator("main summary").all():
        if summary.is_visible() and not summary.evaluate("s => s.parentElement.open"):
            summary.click()


def typed(page, field, text):
    page.focus(f"#{field}")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def go(page, name, *, leaves=True):
    """Tabs on to a control from where the keyboard is, and presses it."""
    tab_to(page, name)
    if not leaves:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")
