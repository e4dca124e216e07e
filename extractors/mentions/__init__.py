"""Finders of entities: gazetteers, patterns and trained recognisers."""
