"""A poll from the structure of a LimeSurvey survey (.lss)."""

from pollsvc.definitions.limesurvey.reading import read_limesurvey

__all__ = ["read_limesurvey"]
