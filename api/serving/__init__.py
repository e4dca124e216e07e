"""The server's processes: those that answer, the one that works jobs off, and their connections."""
