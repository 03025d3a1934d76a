"""Every text of the interface stands in every language, whole and up to date."""

import re
import tomllib

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE
from pollsvc.domain.stock_labels import STOCK
from pollsvc.web.languages import LANGUAGES, SOURCE
from tests.policy.files import ROOT

PACKAGE = ROOT / "pollsvc"

OURS = {"sentence": None, "template": None, "counted": (1, 2)}
NAMES = re.compile(r"%\(\w+\)[sd]|\{\w*(?:![rs])?(?::[^}]*)?\}|</?[a-z]+[^>]*>|%%")
COUNTS = re.compile(r"%\(num\)[sd]|\{number(?::[^}]*)?\}")
TANWIN = re.compile(r"\w*\u064b\w*")
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})


@pytest.fixture(scope="module")
def texts():
    """What the code has to say: messages with their contexts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    mappings = settings["tool"]["babel"]["mappings"]
    method_map = [(m["pattern"], m["method"]) for m in mappings]
    options = {m["pattern"]: m for m in mappings}
    found = extract_from_dir(
        str(PACKAGE),
        method_map=method_map,
        options_map=options,
        keywords=DEFAULT_KEYWORDS | OURS | {"lazy_gettext": None},
    )
    return {
        (context, message[0] if isinstance(message, tuple) else message)
        for _, _, message, _, context in found
    }


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request):
    with (folder(request.param) / "messages.po").open("rb") as file:
        return read_po(file, locale=request.param)


def folder(language):
    return PACKAGE / "translations" / language / "LC_MESSAGES"


def messages(catalogue):
    return [message for message in catalogue if message.id]


def forms(message):
    return message.string if message.pluralizable else (message.string,)


def sources(message):
    return message.id if message.pluralizable else (message.id,)


def test_a_catalogue_holds_what_the_code_says_and_nothing_else(catalogue, texts):
    held = {(m.context, sources(m)[0]) for m in messages(catalogue)}
    assert len(texts) > 1000
    assert held == texts


def test_no_text_is_left_without_a_translation(catalogue):
    assert [m.id for m in messages(catalogue) if m.fuzzy or not all(forms(m))] == []


def test_a_translation_names_the_same_values_and_keeps_the_marks(catalogue):
    wrong = [
        (sources(m)[-1], said)
        for m in messages(catalogue)
        for said in forms(m)
        if marks(said, m.pluralizable) != marks(sources(m)[-1], m.pluralizable)
    ]
    assert wrong == []


def marks(text, is_counted):
    # "Two answers" needs no figure in a language that has a form for two.
    found = NAMES.findall(COUNTS.sub("", text) if is_counted else text)
    return sorted(found)


def test_arabic_words_end_in_tanwin_after_11_to_99_and_not_after_100():
    with (folder("ar") / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="ar")
    assert catalogue.plural_expr.endswith("n%100>=0 && n%100<=2 ? 4 : 5)")
    several = [m.string for m in messages(catalogue) if m.pluralizable]
    assert len(several) > 50
    swapped = [s for s in several if with_tanwin(s[4]) - with_tanwin(s[5])]
    assert swapped == []


def with_tanwin(text):
    return {*TANWIN.findall(text)}


def test_what_is_served_is_what_is_written(catalogue):
    language = str(catalogue.locale)
    with (folder(language) / "messages.mo").open("rb") as file:
        served = read_mo(file)
    for message in messages(catalogue):
        # Babel reads contexts of compiled files as bytes.
        context = message.context.encode() if message.context else None
        compiled = served.get(sources(message)[0], context)
        assert compiled is not None, message.id
        assert tuple(forms(compiled)) == tuple(forms(message))


def test_labels_that_every_poll_has_read_the_same_as_in_the_catalogue(catalogue):
    language = str(catalogue.locale)
    known = {stock.words["en"]: stock.words[language] for stock in STOCK}
    said = {m.id: m.string for m in messages(catalogue) if m.id in known}
    assert said == {label: known[label] for label in said}
    assert {DONT_KNOW.label, REFUSE.label} <= {*said}
