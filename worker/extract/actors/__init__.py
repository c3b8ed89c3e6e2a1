"""Who: names and descriptions, their roles by grammar, what they claim and who says so."""
