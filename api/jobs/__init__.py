"""Documents that were uploaded, read by processes of their own, so that none stops the server."""
