"""The reads across cells."""
