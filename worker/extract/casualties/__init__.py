"""How many: people killed, injured, missing, and what befell them."""
