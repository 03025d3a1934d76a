"""A poll as the JSON of SurveyJS."""

from pollsvc.definitions.surveyjs.reading import read_surveyjs
from pollsvc.definitions.surveyjs.writing import write_surveyjs

__all__ = ["read_surveyjs", "write_surveyjs"]
