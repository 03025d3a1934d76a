"""A survey that uses every field of a definition."""

SURVEY = """\
poll: pharmacy-survey
title: The pharmacy and you
language: en
version: 2
questions:
  - code: visits
    kind: single
    text: How many times per month do you go to the pharmacy?
    hint: An estimate is fine.
    options: ["0: None", "1: Once", {code: "2", label: Twice or more}]
    dont_know: true
    refuse: I would rather not say
    required: true
    reason: All that follows depends on it.
  - code: reasons
    kind: multiple
    text: What for?
    options:
      - "refill: A refill"
      - advice: Advice
      - {code: first, label: The first visit, fixed: true}
      - {code: other, label: Something else, role: other}
      - {code: none, label: None of these, role: none}
    refuse: true
    at_least: 1
    at_most: 3
    shuffled: true
    show_if: visits != 0
  - code: again
    kind: scale
    text: How likely is it that you recommend us?
    points: 0-10
    dont_know: true
    low: Never
    high: Surely
    nps: true
  - code: agree
    kind: scale
    text: The staff take their time.
    options: ["no: Disagree", "yes: Agree"]
    show_if:
      any:
        - again >= 7
        - all:
            - {question: visits, one_of: [1, "2"]}
            - not: {question: again, answered: true}
  - code: age
    kind: number
    text: How old are you?
    refuse: true
    least: 0
    most: 120
    decimals: 1
    unit: years
    plausible: 16 to 100
    bins: [0, 18, 64.5]
  - code: prefs
    kind: rank
    text: What matters most?
    options: ["near: That it is near", "time: Opening hours", "price: Prices"]
    places: 2
  - code: pain
    kind: matrix
    text: Where does it hurt?
    options: ["0: Not at all", "1: Some", "2: Much"]
    rows: ["hands: Hands", {code: feet, label: Feet}]
    dont_know: true
    shuffled: true
  - code: why
    kind: text
    text: Is there anything else?
    long: true
    about: 300
    show_if: pain.hands >= 1 or pain.feet in (1, 2)
  - code: since
    kind: date
    text: Since when do you come here?
    earliest: 1990-01-01
    latest: 2026-12-31
pages:
  - questions: [visits]
  - questions: [reasons, again]
    title: Your reasons
  - questions: [agree, age, prefs]
    show_if: {question: visits, answered: true}
  - questions: [pain, why, since]
translations:
  es:
    title: La farmacia y usted
    pages: {reasons: Sus motivos}
    questions:
      visits:
        text: ¿Cuántas veces al mes va a la farmacia?
        hint: Basta una estimación.
        reason: De ello depende lo que sigue.
        options: {"0": Ninguna, 1: Una vez, refuse: Prefiero no decirlo}
      again: {low: Nunca, high: Seguro}
      age: {unit: años}
      pain:
        rows: {hands: Las manos, feet: Los pies}
  no: {title: Apoteket og du}
  pt-BR:
results: on_close
release: live
schedule:
  opens: 2026-11-01T09:00
  closes: 2026-11-30T23:59
  zone: Europe/Berlin
  repeats: monthly
sites: ["https://www.example.org"]
keep_days: 365
"""
