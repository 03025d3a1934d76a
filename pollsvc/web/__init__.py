"""What the blueprints share about HTTP: access, ballots, fields, headers, errors."""
