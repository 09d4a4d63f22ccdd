"""The screens of those who report, book and answer, in the order in which one comes to them."""

from tests.browser.acts import CANCEL, DECEMBER, DONE, SAVE, SKIP, START, UNTIL, Way, day, option

HONEY = ("miel", "honey")

INVITED: Way = [
    ("invited", (START,)),
    ("joining", ("join",)),
    ("joined", (DONE,)),
]

ASKING: Way = [
    ("unknown-link", ("/start inv_7fK2",)),
    ("stranger", ("/start",)),
    ("public-link", ("/start ask-boyaca",)),
    ("asking-firm", ("ask",)),
    ("asking-kind", ("“Colmenar Pía”",)),
    ("asking-review", (option(0),)),
    ("asked", (SAVE,)),
]

ACCEPTED: Way = [
    ("accepted", ()),
    ("accepted-joining", ("join",)),
    ("accepted-joined", (DONE,)),
]

MEETING: Way = [
    ("meeting-invited", ("/start meeting",)),
    ("meeting-firm", ("join",)),
    ("meeting-firm-there", ("“Miel de Tota”",)),
    ("meeting-another", ("=.other",)),
    ("meeting-kind", ("“Colmenar Elsa”",)),
    ("meeting-consents", (option(0),)),
    ("meeting-asked", ("=b", "=b", "“Miel de Tota”", "=.mine")),
]

AROUND: Way = [
    ("language", ("/language",)),
    ("menu", ("/menu",)),
    ("help", ("/help",)),
    ("not-understood", ("“zxcvb”",)),
    ("nothing-to-cancel", ("/cancel",)),
    ("consents", ("/consents",)),
    ("clusters", ("/cluster",)),
]

SALES: Way = [
    ("sale-product", ("/sale",)),
    ("sale-quantity", (HONEY,)),
    ("sale-amount", ("“20 kg”",)),
    ("sale-market", ("“450000”",)),
    ("sale-country", (option(2),)),
    ("sale-channel", (option(0),)),
    ("sale-review", (option(2),)),
    ("sale-saved", (SAVE,)),
    ("sale-undone", ("undo",)),
    ("sale-restored", ("restore",)),
    ("sale-again", ("/sale",)),
    ("sale-doubt", ("=h0", "=e2", "“45000000”", SAVE)),
    ("cancelled", (CANCEL,)),
    ("sale-had-begun", ("/sale", HONEY, "/job", "/sale")),
    ("sale-not-understood", ("=n", "/sale", HONEY, "“?”")),
    ("sales", (CANCEL, "/mysales")),
    ("sale-card", ("sale",)),
    ("sale-edit", ("edit",)),
    ("sale-edited", ("=e2", "“460000”", SAVE)),
    ("sale-edit-undone", ("revert",)),
    ("sale-history", ("/mysales", "sale", "history")),
    ("sale-void-asked", ("/mysales", "sale", "void")),
    ("sale-void", ("voidnow",)),
]

JOBS: Way = [
    ("job", ("/job",)),
    ("job-people", (option(0),)),
    ("job-contract", (("2, 1 mujer", "2, 1 woman"),)),
    ("job-review", (option(0),)),
    ("job-saved", (SAVE,)),
    ("jobs", ("/myjobs",)),
    ("headcount", ("/headcount",)),
]

WEEK: Way = [
    ("week", ("/myweek",)),
    ("week-before", ("week",)),
    ("figures", ("/stats",)),
    ("figures-market", ("figures:market",)),
    ("figures-picture", ("figurespic",)),
    ("figures-product", ("/stats", "figures:product")),
    ("figures-product-picture", ("figurespic",)),
]

BOOKINGS: Way = [
    ("equipment", ("/equipment",)),
    ("equipment-card", ("resource",)),
    ("equipment-week", ("eqweek",)),
    ("equipment-day", ("/equipment", "eqday")),
    ("book", ("/book",)),
    ("book-day", (option(0),)),
    ("book-month", (DECEMBER,)),
    ("book-hour", (day("2026-12-09"),)),
    ("book-until", ("“9:00”",)),
    ("booked", (UNTIL,)),
    ("book-taken", ("/book", option(0), DECEMBER, day("2026-12-10"), "“9:00-11:00”")),
    ("bookings", ("/mybookings",)),
    ("booking", ("booking",)),
    ("move-day", ("movebk",)),
    ("move-hour", (DECEMBER, day("2026-12-11"))),
    ("moved", ("“12:00-14:00”", UNTIL)),
    ("booking-cancel", ("/mybookings", "booking", "unbook")),
    ("booking-cancelled", ("unbooknow",)),
    ("booking-file", ("/mybookings", "booking", "bookingics")),
]

EVENTS: Way = [
    ("events", ("/events",)),
    ("event-card", ("event",)),
    ("event-going", ("going",)),
    ("events-mine", ("/events", "myevents")),
]

PULSE: Way = [
    ("pulse", ("/pulse",)),
    ("pulse-second", ("pulse:*.0.1",)),
    ("pulse-open", ("pulse:*.1.3",)),
    ("pulse-thanks", (SKIP,)),
    ("pulse-results", ("pulseres",)),
    ("pulse-picture", ("pulsepic",)),
]

# What was added by then is free.
BOOKED_TOMORROW: Way = [
    ("book-tomorrow", ("/book", option(1), day("2026-11-26"), "“12:00-14:00”", UNTIL)),
]

REMINDED: Way = [
    ("booking-reminder", ()),
    ("booking-confirmed", ("bookyes",)),
]

LEAVING: Way = [
    ("mydata", ("/mydata",)),
    ("forget", ("/forgetme",)),
    ("forget-sure", ("forget",)),
]
