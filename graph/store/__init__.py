"""Where the graph is kept: one Protocol, one contract suite, any number of stores."""
