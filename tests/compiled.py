"""What pages and addresses were compiled to, for all applications of these tests.

A test has an application of its own: making it would take longer than most tests do.
"""

from jinja2 import BytecodeCache
from werkzeug.routing import Rule


class Compiled(BytecodeCache):
    """Keeps code by a template's file and text; each application runs it anew."""

    def __init__(self):
        self._code = {}

    def load_bytecode(self, bucket):
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


def keep_builders():
    """From now on the same address is compiled once, for whichever application.

    What is compiled takes the rule as an argument, and with it the application.
    """
    Rule._compile_builder = _builder


_compile_builder, _builders = Rule._compile_builder, {}


def _builder(rule, append_unknown=True):  # noqa: FBT002 -- as it is called
    if rule.defaults:  # they are compiled too
        return _compile_builder(rule, append_unknown)
    key = rule.rule, tuple(rule._trace), append_unknown
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]
