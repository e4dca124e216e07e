"""Reports: a selection of the graph as a document for people, every sentence with its quotes."""
