"""How fast the product is: `python -m tests.bench`."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the product's own process has it
