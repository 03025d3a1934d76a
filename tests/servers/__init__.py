"""Real servers for the tests: PostgreSQL and Valkey, started for them alone.

They come out of wheels, so a bare machine has them after `scripts/bootstrap dev`.
A server owns its folder and its process, and both are gone when its `with` ends.
"""
