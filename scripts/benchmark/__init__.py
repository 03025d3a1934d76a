"""The benchmark of `scripts/bench`: what it measures, with what, and how it tells.

It loads the service with a program of its own. What there is (wrk, h2load, locust)
either repeats one request, or follows a form at more cost than the server's own, on
the same two cores; and none keeps the account of acknowledged answers that is held
against what is stored.
"""
