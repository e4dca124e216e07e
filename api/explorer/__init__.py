"""The explorer: the page that a server shows (built into ``dist``), and its static snapshot."""
