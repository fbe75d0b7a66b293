"""Every write of several rows, or with side effects, to what cells say and what is made of it."""
