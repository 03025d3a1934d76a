"""Responses as files that open right: the codebook and one writer per format."""
