"""The site's settings, in the test environment."""

import os

os.environ["BETTERWAY_ENV"] = "test"

from betterway.settings import *  # noqa: F403
