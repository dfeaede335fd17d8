"""Days off by country, from whoever knows them."""
