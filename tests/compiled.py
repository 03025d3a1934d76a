"""What templates were compiled to, for all applications made in a process of tests."""

from jinja2 import BytecodeCache


class Compiled(BytecodeCache):
    """Keeps code by a template's file and text; each application runs it anew."""

    def __init__(self):
        self._code = {}

    def load_bytecode(self, bucket):
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()
