"""Why a verb refused. What does not exist and what is not yours are the same answer."""


class NotFoundError(Exception):
    """There is no such record, or not for whoever asked."""


class NotAllowedError(Exception):
    """The rights of whoever asked do not go so far; the table of commands should have said so."""


class TakenError(Exception):
    """There is only one of it, a name or an hour of a machine, and somebody has it."""
