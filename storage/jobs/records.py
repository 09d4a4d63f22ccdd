"""Telling of people hired and people who left, finding and correcting it."""

from storage.jobs.kinds import BOOK

record = BOOK.record
record_many = BOOK.record_many
find = BOOK.find
latest = BOOK.latest
same_told = BOOK.same_told
edit = BOOK.edit
void = BOOK.void
restore = BOOK.restore
history = BOOK.history
