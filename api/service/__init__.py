"""What a server keeps beside the graph: keys, jobs and the log of who changed what.

It is a SQLite file of its own, so that a copy of the graph carries no keys, and so that a
graph on Neo4j is served in the same way.
"""
