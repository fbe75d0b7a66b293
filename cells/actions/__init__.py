"""Every write of several rows, or with side effects, to people, cells and meetings."""
