"""When: the grammar of news time."""
