"""What every route shares: the store, who asks, limits, errors, pages, freshness."""
