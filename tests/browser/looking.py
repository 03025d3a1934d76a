"""Looks at a page for every eye and hand: contrast, width, size of what is pressed."""

from axe_playwright_python.sync_playwright import Axe

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SMALLEST_TARGET = 44
NARROW = {"width": 320, "height": 640}


def violations(page):
    """What axe finds, with the elements."""
    options = {"runOnly": list(RULES), "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]


def overflow(page):
    """By how many pixels the page is wider than the screen, and what sticks out."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          const out = [...document.querySelectorAll('body *')]
            .filter((e) => !e.closest('.away, .scroller, pre')
              && (e.getBoundingClientRect().right > width + 1
                || e.getBoundingClientRect().left < -1))
            .map((e) => e.tagName + '.' + e.className);
          return [document.documentElement.scrollWidth - width, out.slice(0, 5)];
        }"""
    )


def too_low(page):
    """What is to be pressed or typed into and is too small for sore hands."""
    return page.evaluate(
        """least => [...document.querySelectorAll(
            'main button, main select, main summary, main label.row, main .button,'
            + ' main input:not([type=hidden], [type=radio], [type=checkbox])')]
          .filter(e => e.offsetParent && e.tabIndex >= 0 || e.matches('label'))
          .filter(e => e.getBoundingClientRect().height < least - 0.5)
          .map(e => e.outerHTML.slice(0, 80))""",
        SMALLEST_TARGET,
    )
