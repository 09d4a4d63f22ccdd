"""An outgoing message as a row of the outbox, and back again after a stop or for the bulk lane."""

from __future__ import annotations

from datetime import datetime

import orjson

from bot.pipeline.outgoing import Lane, Outgoing, Upload
from storage.moments import stored
from storage.outbox import Row


def row_of(outgoing: Outgoing, now: datetime) -> Row:
    upload = outgoing.upload
    return Row(
        id=outgoing.id,
        chat_id=outgoing.chat_id,
        lane=outgoing.lane,
        method=outgoing.method,
        params=orjson.dumps(outgoing.params).decode(),
        target=outgoing.target,
        purpose=outgoing.purpose,
        upload_part=upload.part if upload else None,
        upload_name=upload.name if upload else None,
        upload=upload.content if upload else None,
        not_before=stored(now) if outgoing.lane is Lane.BULK else None,
        quiet=outgoing.quiet,
        maker=upload.maker if upload else None,
        fleeting=outgoing.fleeting,
    )


def outgoing_of(row: Row) -> Outgoing:
    upload = None
    if row.upload is not None and row.upload_part and row.upload_name:
        upload = Upload(row.upload_part, row.upload_name, row.upload, row.maker)
    return Outgoing(
        id=row.id,
        chat_id=row.chat_id,
        method=row.method,
        params=orjson.loads(row.params),
        lane=Lane(row.lane),
        target=row.target,
        purpose=row.purpose,
        upload=upload,
        quiet=row.quiet,
        fleeting=bool(row.fleeting),
    )
