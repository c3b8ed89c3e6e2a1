"""Health and metrics over HTTP, on Faust's own web server."""
