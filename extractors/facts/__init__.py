"""Finders of relations, aliases, dates and amounts."""
