"""How far chance alone moves the numbers: scipy and statsmodels, and nowhere else.

Loaded only where staff look at such numbers: both take a second and 60 MB.
"""
