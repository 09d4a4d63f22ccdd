-- Announcements, fairs and trainings. Texts are in Spanish and in English; where one is missing the
-- other is sent. An announcement is for all members, or for those that its audience names.

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    member_id INTEGER NOT NULL,
    told TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('fair', 'training')),
    name_es TEXT,
    name_en TEXT,
    text_es TEXT,
    text_en TEXT,
    place TEXT NOT NULL CHECK (place <> ''),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    seats INTEGER CHECK (seats > 0),
    changes INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    cancelled_at TEXT,
    CHECK (starts_at < ends_at),
    CHECK (coalesce(name_es, name_en, '') <> ''),
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, told),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX event_coming ON event (cluster_id, starts_at, id) WHERE cancelled_at IS NULL;

-- One answer a member. `turn` is the order in which they answered: that of the waiting list.
CREATE TABLE rsvp (
    cluster_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('going', 'waiting', 'not going')),
    turn INTEGER NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (cluster_id, event_id, member_id),
    FOREIGN KEY (cluster_id, event_id) REFERENCES event (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX rsvp_turn ON rsvp (cluster_id, event_id, answer, turn);
CREATE INDEX rsvp_of_member ON rsvp (cluster_id, member_id, event_id);

-- state: a draft that was only looked at; going out, now or at `send_at`; sent to all; recalled.
-- `revision` counts the corrections. Of an event's announcement the event has the words.
CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    member_id INTEGER NOT NULL,
    told TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('news', 'fair', 'training', 'funding', 'urgent')),
    event_id INTEGER,
    text_es TEXT,
    text_en TEXT,
    why TEXT,
    file_kind TEXT CHECK (file_kind IN ('photo', 'document')),
    file_id TEXT,
    file_name TEXT,
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'firm kind', 'language')),
    audience_of TEXT,
    state TEXT NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'discarded', 'going out', 'sent', 'recalled')),
    send_at TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    changed_at TEXT,
    CHECK ((file_kind IS NULL) = (file_id IS NULL)),
    CHECK ((audience = 'all') = (audience_of IS NULL)),
    CHECK (event_id IS NOT NULL OR coalesce(text_es, text_en, '') <> ''),
    UNIQUE (cluster_id, id),
    UNIQUE (cluster_id, told),
    FOREIGN KEY (cluster_id, event_id) REFERENCES event (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT;
CREATE INDEX announcement_of ON announcement (cluster_id, id)
    WHERE state IN ('going out', 'sent', 'recalled');
CREATE INDEX announcement_of_event ON announcement (cluster_id, event_id);

-- Who gets it, each once: with the message in the outbox, or without one for who was unreachable.
-- `revision` is the correction that the copy has or waits for, `change_id` the message of the
-- outbox that brings it. What became of each is asked of the outbox.
CREATE TABLE announcement_copy (
    cluster_id INTEGER NOT NULL,
    announcement_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('es', 'en')),
    outbox_id INTEGER,
    change_id INTEGER,
    revision INTEGER NOT NULL,
    read_at TEXT,
    read_revision INTEGER,
    PRIMARY KEY (cluster_id, announcement_id, member_id),
    FOREIGN KEY (cluster_id, announcement_id) REFERENCES announcement (cluster_id, id),
    FOREIGN KEY (cluster_id, member_id) REFERENCES member (cluster_id, id)
) STRICT, WITHOUT ROWID;
