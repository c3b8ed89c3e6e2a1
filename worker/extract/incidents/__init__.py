"""Which incidents: trigger words, how the text speaks of them, and how they are gathered."""
