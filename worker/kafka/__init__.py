"""Faust tamed: slices, delivery, watchdog, security, the embedded broker.  Knows no article and no incident."""
