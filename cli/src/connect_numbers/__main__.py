"""``python -m connect_numbers``."""

import sys

from .main import main

sys.exit(main())
