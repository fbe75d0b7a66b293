#!/usr/bin/env python
"""Django's command line, with the embedded database running where no other is named."""

import os
import signal
import sys

try:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
except ImportError as error:
    sys.exit(f"{error}. Run `make install` first, and use .venv/bin/python.")

from betterway import embedded


def main() -> None:
    """Run a command; a mistake in the settings, or Ctrl-C, ends it in a line at most."""
    os.environ.setdefault("BETTERWAY_ENV", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterway.settings")
    # So that `kill`, or closing the terminal, ends in order and leaves no database running.
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda number, _: sys.exit(128 + number))
    try:
        if settings.DATABASE_IS_EMBEDDED:
            embedded.start()
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, embedded.EmbeddedError) as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
