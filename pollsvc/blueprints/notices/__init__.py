"""What respondents are promised, made from the real settings."""
