"""The site's settings, in the test environment."""

import os

os.environ["BETTERWAY_ENV"] = "test"

from betterway.settings import *  # noqa: F403

# Two runs at once do not meet.
DATABASES["default"]["TEST"] = {"NAME": f"test_betterway_{os.getpid()}"}  # noqa: F405
