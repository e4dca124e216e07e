"""Documents to facts: reading, segments, mentions, facts."""
