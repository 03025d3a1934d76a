"""A poll as an XLSForm workbook, as ODK, Kobo and others read and write it."""

from pollsvc.definitions.xlsform.reading import read_xlsform
from pollsvc.definitions.xlsform.writing import write_xlsform

__all__ = ["read_xlsform", "write_xlsform"]
