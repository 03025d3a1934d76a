"""Writing surveys: questions of every kind, pages and rules, by forms."""
