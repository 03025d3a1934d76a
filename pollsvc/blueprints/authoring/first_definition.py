"""What a new survey begins with: a small one that works, to be changed."""

STARTER = """\
poll: my-survey
title: My survey
questions:
  - code: visits
    kind: single
    text: On average, how many times per month do you go to the pharmacy?
    options: ["0: None", "1: Once", "2: Twice", "3: Three or more"]
    dont_know: true
    refuse: true
  - code: reasons
    kind: multiple
    text: What do you go there for?
    options: ["refill: To collect a prescription", "advice: To ask for advice"]
  - code: comment
    kind: text
    text: Is there anything else you would like to tell us?
results: on_vote
release: batched
"""
