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


def glaring(page):
    """What axe finds, where it does, on a page in light and in dark.

    Nothing fades from one to the other: colours on the way would be neither's.
    """
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[scheme] = violations(page)
    return {scheme: said for scheme, said in found.items() if said}


def overflow_at(page, sizes):
    """What is too wide, where anything is, by width and size of text in percent."""
    found = {}
    for width, text in sizes:
        page.set_viewport_size({"width": width, "height": 800})
        enlarge(page, text)
        found[width, text] = overflow(page)
    return {size: said for size, said in found.items() if said != [0, []]}


def enlarge(page, text):
    """Has a page's text in another size, in percent, whatever its styles say."""
    page.evaluate(
        """(size) => document.documentElement.style.setProperty(
          'font-size', size, 'important')""",
        f"{text}%",
    )


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
