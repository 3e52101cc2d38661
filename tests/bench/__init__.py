"""How fast the product is: `python -m tests.bench`."""
