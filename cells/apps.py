from django.apps import AppConfig


class CellsConfig(AppConfig):
    """People, cells and meetings."""

    name = "cells"
    verbose_name = "Cells"
