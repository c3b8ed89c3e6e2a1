"""What: weapons, targets, damage, effects, and how it went."""
