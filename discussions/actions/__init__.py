"""Every write of several rows, or with side effects, to what cells say and organisers make of it."""
