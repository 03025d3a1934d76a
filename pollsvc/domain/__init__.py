"""What the rules are: standard library only, no database, no web, no clock."""
