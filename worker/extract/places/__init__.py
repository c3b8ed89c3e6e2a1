"""Where: place names found, resolved, and chosen as the scene."""
