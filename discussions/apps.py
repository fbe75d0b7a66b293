from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """Rounds, notes, points, tags and themes, syntheses, publications."""

    name = "discussions"
    verbose_name = "Discussions"
