"""My sales: the list, one sale with what can be done to it, and what became of it."""

from __future__ import annotations

from bot.features import Command, Feature, Who
from bot.language.text import _, _p
from handlers.record_list import RecordList
from handlers.sale_records import CORRECTIONS, RECEIPT

LIST = RecordList(CORRECTIONS, listed="sales", one="sale")

FEATURE = Feature(
    "my_sales",
    commands=[
        Command(
            "misventas",
            "mysales",
            Who.REPORTERS,
            _("See, correct or void your sales"),
            LIST.show,
            menu=_("My sales"),
            words=_p(
                "typed words, parted by |",
                "sales|sales list|last sales|change sale|correct sale|void sale|delete sale",
            ),
        )
    ],
    taps=[*LIST.taps, RECEIPT],
)
