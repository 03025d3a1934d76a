"""A poll as a file: read with every fault named, and written without loss."""

from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.writing import write_definition

__all__ = ["read_definition", "write_definition"]
