"""A questionnaire as a file."""
