"""The screens that only coordinators see, in the order in which one comes to them."""

from tests.browser.acts import (
    CANCEL,
    DECEMBER,
    DONE,
    KEEP,
    SAVE,
    SURE,
    UNTIL,
    Way,
    day,
    option,
)

WAX = ("Llegó cera nueva: pasen por ella a la planta.", "New wax is here: fetch it at the plant.")
WAX_TOO = (WAX[1], WAX[0])
CORRECTED = ("La cera llega el lunes a la planta.", "The wax arrives at the plant on Monday.")
TASTING = ("Cata de mieles", "Honey tasting")
ABOUT = ("Trae una muestra de tu última cosecha.", "Bring a sample of your last harvest.")

REQUEST: Way = [
    ("request", ()),
    ("request-accepted", ("accept",)),
]

REQUEST_FROM_MEETING: Way = [
    ("request-from-meeting", ()),
    ("request-decline", ("decline",)),
    ("request-declined", ("declinenow",)),
]

MEMBERS: Way = [
    ("coordination", ("/coordination",)),
    ("members-found", ("/members a",)),
    ("members-silent", ("/members", "members:s0")),
    ("members-nobody-paused", ("members:p0",)),
    ("members-without-firm", ("members:f0",)),
    ("members-coordinators", ("members:c0",)),
    ("members-next", ("members:a0", "members:a1")),
    ("members", ("/members",)),
    ("member", ("Rosa Cely",)),
    ("remind-asked", ("remind",)),
    ("member-role", ("member", "role")),
    ("pause-asked", ("member", "pause")),
    ("paused", ("pausenow",)),
]

RESUME: Way = [("resumed", ("resume",))]

INVITE_ALL: Way = [
    ("invite-all-uses", ("/invite", ("Cada quien dice la suya", "Each says their own"))),
    ("invite-all-review", (option(1),)),
    ("invite-all-picture", (SAVE,)),
]

INVITE: Way = [
    ("invite", ("/invite",)),
    ("invite-review", ("Miel de Tota",)),
    ("invited-picture", (SAVE,)),
    ("invitations", ("/invitations",)),
    ("invitation", ("invitation",)),
    ("invitation-withdraw", ("revoke",)),
    ("requests", ("/requests",)),
]

ANNOUNCE: Way = [
    ("announce", ("/announce",)),
    ("announce-text", (option(0),)),
    ("announce-audience", (WAX, WAX_TOO)),
    ("announce-when", (option(0),)),
    ("announce-review", (option(0),)),
    ("announce-preview", (SAVE,)),
    ("announce-report", ("send",)),
    ("announcements", ("/announcements",)),
]

CORRECT: Way = [
    ("correct", ("report", "correct")),
    ("corrected", ("=e*", CORRECTED, SAVE)),
]

RECALL: Way = [
    ("recall", ("/announcements", "report", "recall")),
    ("recalled", ("recallnow",)),
]

EVENT: Way = [
    ("event-kind", ("/event",)),
    ("event-name", (option(0),)),
    ("event-day", (TASTING, TASTING[::-1])),
    ("event-hours", (day("2026-11-27"),)),
    ("event-place", ("“14:00-16:00”",)),
    ("event-seats", ("“Sogamoso”",)),
    ("event-text", (option(1),)),
    ("event-review", (ABOUT, ABOUT[::-1])),
    ("event-preview", (SAVE,)),
    ("event-report", ("send",)),
]

GUESTS: Way = [
    ("event-coordinated", ("/events", "event")),
    ("event-guests", ("guests",)),
    ("event-call-off", ("event", "eventcancel")),
]

TAKEN_FIRST: Way = [
    ("book-first", ("/book", option(0), DECEMBER, day("2026-12-10"), "“9:00-11:00”", UNTIL)),
]

EQUIPMENT: Way = [
    ("add-name", ("/addequipment",)),
    ("add-kind", (("Refractómetro", "Refractometer"),)),
    ("add-place", (option(0),)),
    ("add-opens", ("“Duitama”",)),
    ("add-closes", (KEEP,)),
    ("add-closed", (KEEP,)),
    ("add-shortest", (DONE,)),
    ("add-longest", (KEEP,)),
    ("add-instructions", (KEEP,)),
    ("add-review", (("Límpialo después de usarlo.", "Clean it after use."),)),
    ("added", (SAVE,)),
]

TAKE_OUT: Way = [
    ("equipment-coordinated", ("/equipment", "resource")),
    ("equipment-edit", ("resedit",)),
    ("new-hours-hit", ("=e3", "“14:00”", SAVE)),
    ("block-reason", (CANCEL, "/equipment", "resource", "block")),
    ("block-days", (option(0),)),
    ("block-until", (DECEMBER, day("2026-12-09"))),
    ("block-review", (day("2026-12-11"),)),
    ("block-hits", (SAVE,)),
    ("blocked", (SURE,)),
    ("equipment-out", ("/equipment", "resource")),
]

PUT_BACK: Way = [("back-in-use", ("lift",))]

# At the end: what was booked of it is gone then.
OFF_THE_LIST: Way = [
    ("retire-asked", ("/equipment", "resource", "retire")),
    ("retired", ("retirenow",)),
    ("off-the-list", ("/equipment", "retired")),
    ("put-back", ("putback",)),
]

TOTALS: Way = [
    ("cluster-week", ("/myweek",)),
    ("cluster-figures", ("/stats", "figures:*.all")),
    ("cluster-figures-picture", ("figurespic",)),
    ("trail", ("/log",)),
    ("export", ("/export",)),
]
