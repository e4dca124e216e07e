"""What the graph is and where it is kept: no language processing, no HTTP."""
