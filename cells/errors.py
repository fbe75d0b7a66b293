"""What the actions of ``cells`` raise; the text is for the person who acted."""


class NotPossible(Exception):
    """The action does not go with the state things are in. ``str()`` says what to do."""


class InvitationUnusable(NotPossible):
    """The link was used, withdrawn, is too old, or never was one."""
