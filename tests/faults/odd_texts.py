"""Texts that break programs: what each is stored as, or that it is refused."""

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
ARABIC = "\u0645\u0631\u0629 \u0648\u0627\u062d\u062f\u0629"

STORED = {
    "letters and accents": ("Cafe\u0301", "Caf\u00e9"),
    "arabic": (ARABIC, ARABIC),
    "an override": ("On\u202ece", "Once"),
    "an isolate": (f"\u2067{ARABIC}\u2069 1", f"{ARABIC} 1"),
    "marks of direction": ("a\u200fb\u200e", "a\u200fb\u200e"),
    "zero width": ("On\u200bce\u2060", "On\u200bce\u2060"),
    "joined emoji": (FAMILY, FAMILY),
    "flags and skins": ("\U0001f1e9\U0001f1ea\U0001f44b\U0001f3fd",) * 2,
    "marks upon marks": ("e\u0334" + "\u0335" * 400,) * 2,
    "jamo": ("\u1112\u1161\u11ab", "\ud55c"),
    "private use": ("\ue000\U00100000",) * 2,
    "beyond the first plane": ("\U0001d54f\U0002070e",) * 2,
    "ligatures": ("\ufb01 \u01c6 \u00b2",) * 2,
    "a script": ("<script>alert(1)</script>",) * 2,
    "an attribute": ("\"'><b onclick=alert(1)>",) * 2,
    "a query": ("'; DROP TABLE response; --",) * 2,
    "a template": ("{{ 7 * 7 }} {% x %} %s {0} $x",) * 2,
    "a formula": ("=1+1",) * 2,
    "quotes and commas": ('a,"b";c\\',) * 2,
    "an entity": ("&amp; &#0; &lt;",) * 2,
    "a word of YAML": ("null",) * 2,
    "five hundred": ("\U0001f600" * 500,) * 2,
}
"""For each text that is taken: as it is written, and as it is stored."""

REFUSED = {
    "a null": "a\0b",
    "an escape": "\x1b[31mred",
    "a control sign of the second row": "a\x9bb",
    "half a pair": "a\ud800",
    "the other half": "\udc00b",
    "two halves the wrong way": "\ude00\ud83d",
    "no character": "a\ufffe",
    "no character either": "\U0010ffff",
    "a lost letter": "Caf\ufffd",
    "nothing to be seen": "\u200b\u3164",
    "marks without end": "e" + "\u0334\u0335" * 500,
    "too long": "x" * 501,
}
"""Texts that no title, question, hint or label may be."""

HUGE = "x" * 2**20

BROKEN_BYTES = {
    "no UTF-8": b"\xff",
    "a letter of Latin-1": b"Caf\xe9",
    "a longer null": b"\xc0\x80",
    "a longer slash": b"\xe0\x80\xaf",
    "half a pair": b"\xed\xa0\x80",
    "half a letter": b"\xf0\x9f\x98",
    "beyond the last": b"\xf4\x90\x80\x80",
    "UTF-16": "Once".encode("utf-16"),
    "a null": b"a\0b",
}
"""Bytes that are no text at all."""
