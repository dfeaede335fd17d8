"""Documents that people write, read strictly and compiled into the domain's normal form."""
