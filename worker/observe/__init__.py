"""Logs, the catalogue of metrics, tracing."""
