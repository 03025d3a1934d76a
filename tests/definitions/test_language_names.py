"""Which language the names mean that other tools have for them."""

import pytest

from pollsvc.definitions.foreign.languages import tag_of


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Español (es)", "es"),
        ("Português do Brasil (pt-BR)", "pt-BR"),
        ("es", "es"),
        ("EN", "en"),
        ("pt_BR", "pt-BR"),
        ("de-informal", "de-informal"),
        ("French", "fr"),
        ("french", "fr"),
        ("français", "fr"),
        ("Deutsch", "de"),
        ("العربية", "ar"),
        ("English (UK)", "en"),
        ("Español (ES)", "es"),
        ("Quenya (QYA)", "qya"),
        ("Elvish", None),
        ("default", None),
        ("", None),
    ],
)
def test_names_of_languages_have_tags(name, tag):
    assert tag_of(name) == tag
