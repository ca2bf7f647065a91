-- The foundation: who works here, who writes in, what was said, what is on its way.
-- Times are Unix milliseconds (UTC), enums are words with a CHECK, JSON is text and never queried.

CREATE TABLE roles (
    role_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    is_built_in BOOLEAN NOT NULL,
    permissions TEXT NOT NULL,
    is_totp_required BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE operators (
    operator_id INTEGER PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role_id BIGINT NOT NULL REFERENCES roles (role_id),
    password_hash TEXT,
    is_active BOOLEAN NOT NULL,
    avatar_sha256 TEXT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    avatar BLOB
);

-- Business hours. One of them at most is the default: those of whatever has none of its own.
CREATE TABLE schedules (
    schedule_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    time_zone TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX schedules_default ON schedules (is_default) WHERE is_default;

-- The openings of a week, in minutes of the day.
CREATE TABLE schedule_hours (
    schedule_id BIGINT NOT NULL REFERENCES schedules (schedule_id),
    weekday TEXT NOT NULL CHECK (weekday IN ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
    from_minute INTEGER NOT NULL,
    to_minute INTEGER NOT NULL,
    PRIMARY KEY (schedule_id, weekday, from_minute)
) WITHOUT ROWID;

-- Days that are different. day: as in 2026-12-25. openings: what that day has instead, where it is not closed.
CREATE TABLE schedule_holidays (
    schedule_id BIGINT NOT NULL REFERENCES schedules (schedule_id),
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    openings TEXT NOT NULL,
    PRIMARY KEY (schedule_id, day)
) WITHOUT ROWID;

-- escalates_to_team_id: where its chats go when they are escalated by a level. deleted_at: since when it is nobody's;
-- closed chats and the history still name it.
CREATE TABLE teams (
    team_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    escalates_to_team_id BIGINT REFERENCES teams (team_id),
    forward_expires_ms BIGINT,
    schedule_id BIGINT REFERENCES schedules (schedule_id),
    deleted_at BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX teams_by_name ON teams (name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX teams_by_key ON teams (key) WHERE deleted_at IS NULL;

CREATE TABLE team_operators (
    team_id BIGINT NOT NULL REFERENCES teams (team_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    PRIMARY KEY (team_id, operator_id)
) WITHOUT ROWID;
CREATE INDEX team_operators_by_operator ON team_operators (operator_id);

-- Who works now; one who never had a status is offline. `seen_at` moves while they are connected.
CREATE TABLE operator_presences (
    operator_id INTEGER PRIMARY KEY NOT NULL REFERENCES operators (operator_id),
    status TEXT NOT NULL CHECK (status IN ('ONLINE', 'AWAY', 'INVISIBLE', 'OFFLINE')),
    since_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    is_auto_offline BOOLEAN NOT NULL,
    message TEXT
);

-- What operators prefer on their screens; one who has chosen nothing has no row.
CREATE TABLE operator_preferences (
    operator_id INTEGER PRIMARY KEY NOT NULL REFERENCES operators (operator_id),
    theme TEXT NOT NULL CHECK (theme IN ('SYSTEM', 'LIGHT', 'DARK')),
    density TEXT NOT NULL CHECK (density IN ('COMPACT', 'ROOMY')),
    language TEXT,
    is_enter_sending BOOLEAN NOT NULL,
    has_single_keys BOOLEAN NOT NULL,
    list_width BIGINT,
    panel_width BIGINT,
    sound_volume BIGINT NOT NULL,
    in_app TEXT NOT NULL,
    sounds TEXT NOT NULL,
    pushes TEXT NOT NULL,
    is_text_pushed BOOLEAN NOT NULL,
    quiet_from_minute BIGINT,
    quiet_to_minute BIGINT,
    quiet_time_zone TEXT,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The spans of an operator follow each other without gap or overlap; the last one is open.
CREATE TABLE operator_spans (
    span_id INTEGER PRIMARY KEY NOT NULL,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    status TEXT NOT NULL CHECK (status IN ('ONLINE', 'AWAY', 'INVISIBLE', 'OFFLINE')),
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    source TEXT NOT NULL CHECK (source IN ('OPERATOR', 'ADMIN', 'DISCONNECT', 'RETURN', 'SERVER')),
    CHECK (ended_at >= begun_at)
);
CREATE UNIQUE INDEX operator_spans_open ON operator_spans (operator_id) WHERE ended_at IS NULL;
CREATE INDEX operator_spans_by_operator ON operator_spans (operator_id, begun_at);

-- What an authenticator app shares with the server, sealed; in use once it is confirmed. A step of time
-- is taken once.
CREATE TABLE operator_totps (
    operator_id INTEGER PRIMARY KEY NOT NULL REFERENCES operators (operator_id),
    sealed_secret BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

-- Codes for who has lost the app; each is deleted when it is used.
CREATE TABLE recovery_codes (
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (operator_id, code_hash)
) WITHOUT ROWID;

-- Who operators are at an identity provider; at each an operator is one at most.
CREATE TABLE operator_subjects (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (operator_id, issuer)
) WITHOUT ROWID;

-- Sign-ins by an identity provider that were used, by the hash of their state: none is used twice.
CREATE TABLE used_sign_ins (
    state_hash TEXT PRIMARY KEY NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX used_sign_ins_by_expiry ON used_sign_ins (expires_at);

-- Wrong sign-ins by the hash of the address and by the peer, for all nodes.
CREATE TABLE sign_in_failures (
    email_hash TEXT NOT NULL,
    peer TEXT NOT NULL,
    failure_count BIGINT NOT NULL,
    counted_from_at BIGINT NOT NULL,
    locked_until_at BIGINT,
    PRIMARY KEY (email_hash, peer)
) WITHOUT ROWID;
CREATE INDEX sign_in_failures_by_age ON sign_in_failures (counted_from_at);

-- Whose a session is: exactly one of operator_id and contact_id is set. A visitor's is bound to the identity with
-- this platform_id on the channel, which there may not be yet; contact_id is who that will belong to at first.
CREATE TABLE sessions (
    session_id INTEGER PRIMARY KEY NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    operator_id BIGINT REFERENCES operators (operator_id),
    contact_id BIGINT,
    channel_id BIGINT,
    platform_id TEXT,
    secret_generation BIGINT,
    user_agent TEXT,
    remote_network TEXT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    CHECK ((operator_id IS NULL) <> (contact_id IS NULL))
);
CREATE INDEX sessions_by_operator ON sessions (operator_id);
CREATE INDEX sessions_by_identity ON sessions (channel_id, platform_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE tokens (
    token_id INTEGER PRIMARY KEY NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX tokens_by_operator ON tokens (operator_id);

-- One-time links: the first admin's.
CREATE TABLE first_admin_links (
    secret_hash TEXT PRIMARY KEY NOT NULL,
    role_id BIGINT NOT NULL REFERENCES roles (role_id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- One-time links for colleagues. The role and the teams may be gone when one is used.
CREATE TABLE invitations (
    invitation_id INTEGER PRIMARY KEY NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    role_id BIGINT NOT NULL,
    team_ids TEXT NOT NULL,
    created_by BIGINT REFERENCES operators (operator_id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX invitations_by_email ON invitations (email);
CREATE INDEX invitations_by_expiry ON invitations (expires_at);

CREATE TABLE channels (
    channel_id INTEGER PRIMARY KEY NOT NULL,
    plugin TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ACTIVE', 'FAILING', 'PAUSED', 'BROKEN', 'DELETED')),
    state_reason TEXT,
    settings TEXT NOT NULL,
    account TEXT,
    team_id BIGINT REFERENCES teams (team_id),
    is_polled BOOLEAN NOT NULL,
    poll_cursor TEXT,
    reopen_within_ms BIGINT,
    schedule_id BIGINT REFERENCES schedules (schedule_id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (plugin, account)
);

-- Who sees the chats of a channel: these operators, and who is in these teams; of one without any, everybody.
CREATE TABLE channel_members (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    kind TEXT NOT NULL CHECK (kind IN ('OPERATOR', 'TEAM')),
    member_id BIGINT NOT NULL,
    PRIMARY KEY (channel_id, kind, member_id)
) WITHOUT ROWID;

-- Sealed with a key of the instance, whose id stands in front; never read by plugins.
CREATE TABLE channel_secrets (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    generation BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, name)
) WITHOUT ROWID;

CREATE TABLE plugin_values (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (channel_id, key)
) WITHOUT ROWID;

-- What ends in _folded is made of the column before it: lists sort and filter by it, byte by byte. A contact that was
-- pulled into another one is hidden, and keeps its columns as they were.
CREATE TABLE contacts (
    contact_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_stamp BIGINT NOT NULL,
    email TEXT,
    phone TEXT,
    role TEXT,
    locale TEXT,
    time_zone TEXT,
    attributes TEXT NOT NULL,
    is_verified BOOLEAN NOT NULL,
    is_blocked BOOLEAN NOT NULL,
    united_into_id BIGINT REFERENCES contacts (contact_id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX contacts_by_name ON contacts (name_folded, contact_id);
CREATE INDEX contacts_by_name_key ON contacts (name_key, contact_id);
CREATE INDEX contacts_by_name_stamp ON contacts (name_stamp, contact_id);
CREATE INDEX contacts_by_united_into ON contacts (united_into_id) WHERE united_into_id IS NOT NULL;

-- The email addresses and phone numbers of contacts, and how each is compared. A unite changes whose an address is
-- (contact_id), never of whom it was told (origin_id).
CREATE TABLE contact_addresses (
    origin_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    kind TEXT NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    normal TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (origin_id, kind)
) WITHOUT ROWID;
CREATE INDEX contact_addresses_by_contact ON contact_addresses (contact_id);
CREATE INDEX contact_addresses_by_normal ON contact_addresses (kind, normal, contact_id);

-- Addresses whose owners may not write.
CREATE TABLE blocked_addresses (
    blocked_address_id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('EMAIL', 'PHONE')),
    normal TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX blocked_addresses_by_normal ON blocked_addresses (kind, normal, value);

-- The values by which contacts are found: made of their attributes.
CREATE TABLE contact_attributes (
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (contact_id, key)
) WITHOUT ROWID;
CREATE INDEX contact_attributes_by_value ON contact_attributes (key, value, contact_id);

-- What an identity writes is stored under first_contact_id, which a unite leaves alone.
CREATE TABLE identities (
    identity_id INTEGER PRIMARY KEY NOT NULL,
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    first_contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    platform_id TEXT NOT NULL,
    name TEXT,
    username TEXT,
    locale TEXT,
    verified TEXT,
    is_reachable BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (channel_id, platform_id)
);
CREATE INDEX identities_by_contact ON identities (contact_id);
CREATE INDEX identities_by_first_contact ON identities (first_contact_id);

-- Other ids of the same account; the key is unique per channel like the main one.
CREATE TABLE identity_aliases (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    identity_id BIGINT NOT NULL REFERENCES identities (identity_id),
    PRIMARY KEY (channel_id, value, kind)
) WITHOUT ROWID;
CREATE INDEX identity_aliases_by_identity ON identity_aliases (identity_id);

CREATE TABLE close_reasons (
    close_reason_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    is_active BOOLEAN NOT NULL
);

-- merged_into_id: what has the label gets that one, and it is removed after that.
CREATE TABLE labels (
    label_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL CHECK (color IN ('GRAY', 'RED', 'ORANGE', 'YELLOW', 'LIME', 'GREEN', 'TEAL', 'CYAN', 'BLUE', 'INDIGO', 'PURPLE', 'PINK')),
    is_active BOOLEAN NOT NULL,
    merged_into_id BIGINT REFERENCES labels (label_id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Kinds of the company's objects that chats refer to. url_template has {id} where the object's id is filled in.
CREATE TABLE reference_kinds (
    reference_kind_id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    url_template TEXT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The company's own kinds of users. Contacts bear the key.
CREATE TABLE contact_roles (
    contact_role_id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    color TEXT NOT NULL CHECK (color IN ('GRAY', 'RED', 'ORANGE', 'YELLOW', 'LIME', 'GREEN', 'TEAL', 'CYAN', 'BLUE', 'INDIGO', 'PURPLE', 'PINK')),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What may stand under a key among the attributes of a contact.
CREATE TABLE attribute_kinds (
    attribute_kind_id INTEGER PRIMARY KEY NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('CONTACT', 'CHAT')),
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    value_type TEXT NOT NULL CHECK (value_type IN ('TEXT', 'NUMBER', 'BOOLEAN', 'DATE', 'CHOICE', 'URL')),
    choices TEXT NOT NULL,
    pattern TEXT,
    owner TEXT NOT NULL CHECK (owner IN ('OPERATOR', 'PRODUCT')),
    is_filterable BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Whose it is: an operator's, a team's, or with neither everybody's. A shortcut is unique among its owner's.
CREATE TABLE templates (
    template_id INTEGER PRIMARY KEY NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('OWN', 'TEAM', 'EVERYONE')),
    operator_id BIGINT REFERENCES operators (operator_id),
    team_id BIGINT REFERENCES teams (team_id),
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    folder TEXT,
    default_locale TEXT NOT NULL,
    use_count BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX templates_own ON templates (operator_id, shortcut) WHERE scope = 'OWN';
CREATE UNIQUE INDEX templates_of_team ON templates (team_id, shortcut) WHERE scope = 'TEAM';
CREATE UNIQUE INDEX templates_of_everyone ON templates (shortcut) WHERE scope = 'EVERYONE';

CREATE TABLE template_texts (
    template_id BIGINT NOT NULL REFERENCES templates (template_id),
    locale TEXT NOT NULL,
    body TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('PLAIN', 'MARKDOWN', 'HTML')),
    PRIMARY KEY (template_id, locale)
) WITHOUT ROWID;

-- Whose it is, as of templates. acts: what it does, in order.
CREATE TABLE macros (
    macro_id INTEGER PRIMARY KEY NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('OWN', 'TEAM', 'EVERYONE')),
    operator_id BIGINT REFERENCES operators (operator_id),
    team_id BIGINT REFERENCES teams (team_id),
    title TEXT NOT NULL,
    acts TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX macros_by_operator ON macros (operator_id);

-- As templates: a token is unique among its owner's.
CREATE TABLE replacements (
    replacement_id INTEGER PRIMARY KEY NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('OWN', 'TEAM', 'EVERYONE')),
    operator_id BIGINT REFERENCES operators (operator_id),
    team_id BIGINT REFERENCES teams (team_id),
    token TEXT NOT NULL,
    text TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX replacements_own ON replacements (operator_id, token) WHERE scope = 'OWN';
CREATE UNIQUE INDEX replacements_of_team ON replacements (team_id, token) WHERE scope = 'TEAM';
CREATE UNIQUE INDEX replacements_of_everyone ON replacements (token) WHERE scope = 'EVERYONE';

CREATE TABLE views (
    view_id INTEGER PRIMARY KEY NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('OWN', 'TEAM', 'EVERYONE')),
    operator_id BIGINT REFERENCES operators (operator_id),
    team_id BIGINT REFERENCES teams (team_id),
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    chat_order TEXT NOT NULL CHECK (chat_order IN ('LAST_MESSAGE', 'WAITING_LONGEST', 'CREATED', 'CONTACT_NAME', 'CONTACT_NAME_DESC')),
    position BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX views_by_operator ON views (operator_id, position, view_id);

-- Rules. What they say stands in their versions; live_number is the one that runs. What a rule may do is what permissions
-- holds of what enabled_by_id may do now; on the machine itself it was switched on by nobody, and may do all.
CREATE TABLE rules (
    rule_id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    position BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('DRAFT', 'LIVE', 'OFF', 'SUSPENDED')),
    state_reason TEXT,
    newest_number BIGINT NOT NULL,
    live_number BIGINT,
    enabled_by_id BIGINT REFERENCES operators (operator_id),
    permissions TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Versions of rules: only added, until their rule is deleted.
CREATE TABLE rule_versions (
    rule_version_id INTEGER PRIMARY KEY NOT NULL,
    rule_id BIGINT NOT NULL REFERENCES rules (rule_id),
    number BIGINT NOT NULL,
    source TEXT NOT NULL,
    tests TEXT NOT NULL,
    operator_id BIGINT REFERENCES operators (operator_id),
    comment TEXT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rule_versions_by_rule ON rule_versions (rule_id, number);

-- Lists of words that rules share, one a line.
CREATE TABLE rule_lists (
    rule_list_id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Run every night: so long after the last message, this is done with closed chats that are like the filter.
CREATE TABLE retention_rules (
    retention_rule_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    after_ms BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('ARCHIVE', 'DELETE', 'ERASE')),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- is_current: the chat that new messages of its platform chat go to; one per platform chat. deleted_at: since when it
-- is there for nobody; its rows are removed after that.
CREATE TABLE chats (
    chat_id INTEGER PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    identity_id BIGINT NOT NULL REFERENCES identities (identity_id),
    platform_chat TEXT NOT NULL,
    platform_thread TEXT,
    is_current BOOLEAN NOT NULL,
    reply_context TEXT NOT NULL,
    subject TEXT,
    language TEXT,
    round BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('NEW', 'ACTIVE', 'AWAITING_RESPONSE', 'TRANSFERRED', 'CLOSED', 'ARCHIVED')),
    waiting_on TEXT NOT NULL CHECK (waiting_on IN ('CUSTOMER', 'OPERATOR', 'NOBODY')),
    waiting_since BIGINT,
    priority TEXT NOT NULL CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    escalation_level BIGINT NOT NULL,
    snoozed_until BIGINT,
    is_snooze_kept BOOLEAN NOT NULL,
    operator_id BIGINT REFERENCES operators (operator_id),
    team_id BIGINT REFERENCES teams (team_id),
    last_message_id BIGINT,
    last_author_kind TEXT CHECK (last_author_kind IN ('CONTACT', 'OPERATOR')),
    last_message_at BIGINT NOT NULL,
    inbound_count BIGINT NOT NULL,
    draft_count BIGINT NOT NULL,
    close_reason_id BIGINT REFERENCES close_reasons (close_reason_id),
    closed_at BIGINT,
    deleted_at BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX chats_current ON chats (channel_id, platform_chat, COALESCE(platform_thread, '')) WHERE is_current;
CREATE INDEX chats_by_last_message ON chats (last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_status ON chats (status, last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_channel ON chats (channel_id, last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_operator ON chats (operator_id, last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_team ON chats (team_id, last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_contact ON chats (contact_id, last_message_at DESC, chat_id DESC);
CREATE INDEX chats_by_identity ON chats (identity_id);
CREATE INDEX chats_by_waiting ON chats (waiting_on, waiting_since, chat_id);
CREATE INDEX chats_open ON chats (created_at, chat_id) WHERE closed_at IS NULL;
CREATE INDEX chats_closed ON chats (closed_at, chat_id) WHERE status = 'CLOSED';
CREATE INDEX chats_deleted ON chats (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX chats_snoozed ON chats (last_message_at DESC, chat_id DESC) WHERE snoozed_until IS NOT NULL;
CREATE INDEX chats_escalated ON chats (last_message_at DESC, chat_id DESC) WHERE escalation_level > 0;

-- Where else than at home a chat is talked in: an address of its contact. What is said in that platform chat comes
-- to it while is_current; a platform chat that is current in chats is not current here.
CREATE TABLE chat_routes (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    identity_id BIGINT NOT NULL REFERENCES identities (identity_id),
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    platform_chat TEXT NOT NULL,
    platform_thread TEXT,
    reply_context TEXT NOT NULL,
    is_current BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, identity_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX chat_routes_current ON chat_routes (channel_id, platform_chat, COALESCE(platform_thread, '')) WHERE is_current;
CREATE INDEX chat_routes_by_identity ON chat_routes (identity_id, created_at);

CREATE TABLE participants (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (chat_id, operator_id)
) WITHOUT ROWID;
CREATE INDEX participants_by_operator ON participants (operator_id, chat_id);

CREATE TABLE chat_reads (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    read_count BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, operator_id)
) WITHOUT ROWID;

-- discarded: the newest text that was written on an older version, for a day.
CREATE TABLE drafts (
    draft_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    kind TEXT NOT NULL CHECK (kind IN ('REPLY', 'NOTE')),
    body TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('PLAIN', 'MARKDOWN', 'HTML')),
    quoted_message_id BIGINT,
    attachment_ids TEXT NOT NULL,
    device TEXT NOT NULL,
    discarded_body TEXT,
    discarded_device TEXT,
    discarded_at BIGINT,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (chat_id, operator_id, kind)
);
CREATE INDEX drafts_by_operator ON drafts (operator_id, updated_at DESC, draft_id DESC);
CREATE INDEX drafts_discarded ON drafts (discarded_at) WHERE discarded_at IS NOT NULL;

-- What is not sent yet. RETURNED: its time came and it could not be sent.
CREATE TABLE pending_replies (
    pending_reply_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    token_id BIGINT REFERENCES tokens (token_id),
    kind TEXT NOT NULL CHECK (kind IN ('UNDO', 'LATER')),
    identity_id BIGINT REFERENCES identities (identity_id),
    body TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('PLAIN', 'MARKDOWN', 'HTML')),
    quoted_message_id BIGINT,
    attachment_ids TEXT NOT NULL,
    if_last_message_id BIGINT,
    close_reason_id BIGINT REFERENCES close_reasons (close_reason_id),
    release_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'RETURNED')),
    error_code TEXT,
    error_message TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX pending_replies_by_operator ON pending_replies (operator_id, release_at, pending_reply_id);
CREATE INDEX pending_replies_by_chat ON pending_replies (chat_id, operator_id);
CREATE INDEX pending_replies_by_identity ON pending_replies (identity_id) WHERE identity_id IS NOT NULL;

CREATE TABLE chat_labels (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    label_id BIGINT NOT NULL REFERENCES labels (label_id),
    PRIMARY KEY (chat_id, label_id)
) WITHOUT ROWID;
CREATE INDEX chat_labels_by_label ON chat_labels (label_id, chat_id);

-- What the company keeps of a chat, by the keys of its kinds: each value as JSON.
CREATE TABLE chat_attributes (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (chat_id, key)
) WITHOUT ROWID;
CREATE INDEX chat_attributes_by_value ON chat_attributes (key, value, chat_id);

-- Chats that show colleagues how something was solved.
CREATE TABLE chat_examples (
    chat_id INTEGER PRIMARY KEY NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    title TEXT NOT NULL,
    solution TEXT NOT NULL,
    set_at BIGINT NOT NULL
);

-- The company's objects that chats are about. author: who said so last, an operator or the customer's page.
CREATE TABLE chat_references (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    reference_kind_id BIGINT NOT NULL REFERENCES reference_kinds (reference_kind_id),
    external_id TEXT NOT NULL,
    title TEXT,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('CONTACT', 'OPERATOR', 'RESPONDER', 'RULE', 'SYSTEM')),
    author_id BIGINT,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, reference_kind_id, external_id)
) WITHOUT ROWID;
CREATE INDEX chat_references_by_object ON chat_references (external_id, chat_id);
CREATE INDEX chat_references_by_kind ON chat_references (reference_kind_id);

-- What the customer said of a round of a chat when it was over.
CREATE TABLE chat_ratings (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    round BIGINT NOT NULL,
    score BIGINT NOT NULL CHECK (score BETWEEN 1 AND 5),
    comment TEXT,
    rated_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, round)
) WITHOUT ROWID;

-- identity_id: by which of the contact's addresses it came or left, where that is not the chat's own.
-- client_mutation_id: the key of the call by which its author wrote it.
CREATE TABLE messages (
    message_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    position BIGINT NOT NULL,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('CONTACT', 'OPERATOR', 'RESPONDER', 'RULE', 'SYSTEM')),
    author_id BIGINT,
    identity_id BIGINT REFERENCES identities (identity_id),
    client_mutation_id TEXT,
    template_id BIGINT,
    body TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('PLAIN', 'MARKDOWN', 'HTML')),
    quoted_message_id BIGINT,
    quoted_text TEXT,
    extra TEXT NOT NULL,
    platform_order TEXT,
    platform_at BIGINT,
    edited_at BIGINT,
    deleted_at BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX messages_by_chat ON messages (chat_id, position, message_id);
CREATE INDEX messages_by_template ON messages (chat_id, template_id, message_id) WHERE template_id IS NOT NULL;
CREATE INDEX messages_by_identity ON messages (identity_id) WHERE identity_id IS NOT NULL;

CREATE TABLE message_versions (
    message_id BIGINT NOT NULL REFERENCES messages (message_id),
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (message_id, version)
) WITHOUT ROWID;

-- What a message is called on its platform; a message may have several parts there. The name is
-- taken before the message is inserted, which recognises a repeated delivery in one statement.
-- A thread, or '' for none, may have message numbers of its own.
CREATE TABLE message_references (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    platform_chat TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    platform_thread TEXT NOT NULL,
    part TEXT NOT NULL,
    message_id BIGINT NOT NULL REFERENCES messages (message_id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (channel_id, platform_chat, platform_id, platform_thread, part)
) WITHOUT ROWID;
CREATE INDEX message_references_by_message ON message_references (message_id);

CREATE TABLE reactions (
    message_id BIGINT NOT NULL REFERENCES messages (message_id),
    author_kind TEXT NOT NULL CHECK (author_kind IN ('CONTACT', 'OPERATOR', 'RESPONDER', 'RULE', 'SYSTEM')),
    author_id BIGINT NOT NULL,
    emoji TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (message_id, author_kind, author_id, emoji)
) WITHOUT ROWID;

CREATE TABLE notes (
    note_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT REFERENCES chats (chat_id),
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    operator_id BIGINT REFERENCES operators (operator_id),
    rule_id BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('PLAIN', 'FORWARD', 'ESCALATION')),
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX notes_by_chat ON notes (chat_id, note_id);
CREATE INDEX notes_by_contact ON notes (contact_id, note_id);

-- Offers of a chat to an operator or a team: exactly one of to_operator_id and to_team_id is set, and a
-- chat has one that is open. The note may be deleted by who wrote it.
CREATE TABLE forwards (
    forward_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    from_operator_id BIGINT REFERENCES operators (operator_id),
    from_team_id BIGINT REFERENCES teams (team_id),
    to_operator_id BIGINT REFERENCES operators (operator_id),
    to_team_id BIGINT REFERENCES teams (team_id),
    note_id BIGINT NOT NULL,
    is_staying BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('OFFERED', 'TAKEN', 'DECLINED', 'EXPIRED', 'CANCELLED')),
    offered_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    settled_at BIGINT,
    CHECK ((to_operator_id IS NULL) <> (to_team_id IS NULL))
);
CREATE UNIQUE INDEX forwards_offered ON forwards (chat_id) WHERE state = 'OFFERED';
CREATE INDEX forwards_by_chat ON forwards (chat_id, forward_id);
CREATE INDEX forwards_by_offer ON forwards (offered_at, chat_id) WHERE state = 'OFFERED';

-- What operators are told of, made from the log: once of an event.
CREATE TABLE notifications (
    notification_id INTEGER PRIMARY KEY NOT NULL,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    kind TEXT NOT NULL CHECK (kind IN ('ASSIGNED', 'QUEUED', 'NEW_MESSAGE', 'FORWARDED', 'FORWARD_SETTLED', 'MENTIONED', 'DELIVERY_FAILED', 'CHANNEL_BROKEN', 'RATED')),
    chat_id BIGINT REFERENCES chats (chat_id),
    subject_id BIGINT NOT NULL,
    source_seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (operator_id, kind, source_seq)
);
CREATE INDEX notifications_by_operator ON notifications (operator_id, notification_id);
CREATE INDEX notifications_by_chat ON notifications (chat_id, notification_id);
CREATE INDEX notifications_by_at ON notifications (at);
CREATE INDEX notifications_unread ON notifications (operator_id, kind, subject_id) WHERE read_at IS NULL;

-- Browsers of operators that are told with the console closed, as the browser's push service names them.
CREATE TABLE push_subscriptions (
    push_subscription_id INTEGER PRIMARY KEY NOT NULL,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    session_id BIGINT,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    user_agent TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX push_subscriptions_endpoint ON push_subscriptions (endpoint);
CREATE INDEX push_subscriptions_by_operator ON push_subscriptions (operator_id, push_subscription_id);

-- What waits to be pushed to a browser; without a notification it is a test.
CREATE TABLE alerts (
    alert_id INTEGER PRIMARY KEY NOT NULL,
    push_subscription_id BIGINT NOT NULL REFERENCES push_subscriptions (push_subscription_id),
    notification_id BIGINT,
    attempt_count INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL
);
CREATE INDEX alerts_due ON alerts (next_attempt_at, alert_id);
CREATE INDEX alerts_by_subscription ON alerts (push_subscription_id);

-- Contacts that were united: filled is what the kept one got of the pulled one for columns that were empty.
CREATE TABLE unites (
    unite_id INTEGER PRIMARY KEY NOT NULL,
    kept_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    pulled_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    filled TEXT NOT NULL,
    operator_id BIGINT NOT NULL REFERENCES operators (operator_id),
    created_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX unites_by_kept ON unites (kept_id, unite_id);
CREATE INDEX unites_by_pulled ON unites (pulled_id, unite_id);

-- The rows that a unite gave to the kept contact; an address is named by its origin.
CREATE TABLE unite_moves (
    unite_id BIGINT NOT NULL REFERENCES unites (unite_id),
    kind TEXT NOT NULL CHECK (kind IN ('CHAT', 'IDENTITY', 'NOTE', 'ADDRESS')),
    row_id BIGINT NOT NULL,
    PRIMARY KEY (unite_id, kind, row_id)
) WITHOUT ROWID;

-- Pairs of contacts, the smaller id first, that somebody said are two people.
CREATE TABLE duplicate_dismissals (
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    other_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    PRIMARY KEY (contact_id, other_id)
) WITHOUT ROWID;
CREATE INDEX duplicate_dismissals_by_other ON duplicate_dismissals (other_id);

-- Contacts that are being erased, each with those that were pulled into it (root_id). The contact's own row may be
-- gone. Recorded: among the files it stands that they were erased, where a database that is older finds it.
CREATE TABLE erasures (
    contact_id INTEGER PRIMARY KEY NOT NULL,
    root_id BIGINT NOT NULL,
    is_recorded BOOLEAN NOT NULL,
    begun_at BIGINT NOT NULL
);
CREATE INDEX erasures_by_root ON erasures (root_id);

-- kept_until: when a file goes that belongs to no message; none where it belongs to one.
CREATE TABLE attachments (
    attachment_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    message_id BIGINT REFERENCES messages (message_id),
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('IMAGE', 'VIDEO', 'AUDIO', 'VOICE', 'STICKER', 'LOCATION', 'CARD', 'FILE', 'UNSUPPORTED')),
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT,
    has_thumbnail BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('PENDING', 'STORED', 'FAILED', 'DESCRIBED')),
    error TEXT,
    platform_token TEXT,
    extra TEXT NOT NULL,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('CONTACT', 'OPERATOR', 'RESPONDER', 'RULE', 'SYSTEM')),
    author_id BIGINT,
    attempt_count INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    lease_until BIGINT,
    kept_until BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX attachments_by_message ON attachments (message_id, place);
CREATE INDEX attachments_by_sha256 ON attachments (sha256);
CREATE INDEX attachments_to_fetch ON attachments (next_attempt_at) WHERE state = 'PENDING' AND platform_token IS NOT NULL;
CREATE INDEX attachments_by_author ON attachments (author_kind, author_id, created_at);
CREATE INDEX attachments_by_chat ON attachments (chat_id, message_id);
CREATE INDEX attachments_to_expire ON attachments (kept_until) WHERE kept_until IS NOT NULL;

-- What is kept among the files, each content once. A row is there before its bytes are and until they are gone;
-- while removal_until lies ahead, a process removes them.
CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY NOT NULL,
    size_bytes BIGINT NOT NULL,
    thumbnail_sha256 TEXT,
    removal_until BIGINT
) WITHOUT ROWID;
CREATE INDEX contents_by_thumbnail ON contents (thumbnail_sha256) WHERE thumbnail_sha256 IS NOT NULL;
CREATE INDEX contents_to_remove ON contents (removal_until) WHERE removal_until IS NOT NULL;

-- What the files take, in bytes: STORED is all contents, ANNOUNCED all uploads that are to come, LOOSE what visitors
-- of a channel have brought and not sent. channel_id is 0 where the whole server is meant. The triggers keep the
-- numbers in the transaction of each change, so that no statement can forget them.
CREATE TABLE file_meters (
    name TEXT NOT NULL CHECK (name IN ('STORED', 'ANNOUNCED', 'LOOSE')),
    channel_id BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (name, channel_id)
) WITHOUT ROWID;
INSERT INTO file_meters (name, channel_id, bytes) VALUES ('STORED', 0, 0), ('ANNOUNCED', 0, 0);

CREATE TRIGGER contents_inserted AFTER INSERT ON contents BEGIN
    UPDATE file_meters SET bytes = bytes + NEW.size_bytes WHERE name = 'STORED' AND channel_id = 0;
END;
CREATE TRIGGER contents_deleted AFTER DELETE ON contents BEGIN
    UPDATE file_meters SET bytes = bytes - OLD.size_bytes WHERE name = 'STORED' AND channel_id = 0;
END;
CREATE TRIGGER attachments_inserted AFTER INSERT ON attachments WHEN NEW.message_id IS NULL BEGIN
    UPDATE file_meters SET bytes = bytes + NEW.size_bytes
    WHERE name = 'ANNOUNCED' AND channel_id = 0 AND NEW.state = 'PENDING';
    INSERT INTO file_meters (name, channel_id, bytes)
    SELECT 'LOOSE', channel_id, NEW.size_bytes FROM chats
    WHERE chat_id = NEW.chat_id AND NEW.author_kind = 'CONTACT'
    ON CONFLICT (name, channel_id) DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER attachments_deleted AFTER DELETE ON attachments WHEN OLD.message_id IS NULL BEGIN
    UPDATE file_meters SET bytes = bytes - OLD.size_bytes
    WHERE name = 'ANNOUNCED' AND channel_id = 0 AND OLD.state = 'PENDING';
    UPDATE file_meters SET bytes = bytes - OLD.size_bytes
    WHERE name = 'LOOSE' AND OLD.author_kind = 'CONTACT'
    AND channel_id = (SELECT channel_id FROM chats WHERE chat_id = OLD.chat_id);
END;
CREATE TRIGGER attachments_updated AFTER UPDATE OF message_id, size_bytes, state ON attachments
WHEN OLD.message_id IS NULL OR NEW.message_id IS NULL BEGIN
    UPDATE file_meters SET bytes = bytes
        - CASE WHEN OLD.message_id IS NULL AND OLD.state = 'PENDING' THEN OLD.size_bytes ELSE 0 END
        + CASE WHEN NEW.message_id IS NULL AND NEW.state = 'PENDING' THEN NEW.size_bytes ELSE 0 END
    WHERE name = 'ANNOUNCED' AND channel_id = 0;
    UPDATE file_meters SET bytes = bytes
        - CASE WHEN OLD.message_id IS NULL THEN OLD.size_bytes ELSE 0 END
        + CASE WHEN NEW.message_id IS NULL THEN NEW.size_bytes ELSE 0 END
    WHERE name = 'LOOSE' AND OLD.author_kind = 'CONTACT'
    AND channel_id = (SELECT channel_id FROM chats WHERE chat_id = OLD.chat_id);
END;

CREATE TABLE deliveries (
    delivery_id INTEGER PRIMARY KEY NOT NULL,
    message_id BIGINT NOT NULL REFERENCES messages (message_id),
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    identity_id BIGINT NOT NULL REFERENCES identities (identity_id),
    operation TEXT NOT NULL CHECK (operation IN ('SEND', 'EDIT', 'DELETE')),
    state TEXT NOT NULL CHECK (state IN ('QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'MAYBE_SENT')),
    attempt_count INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    lease_until BIGINT,
    worker_id TEXT,
    attempt_started_at BIGINT,
    error_code TEXT,
    error_message TEXT,
    sent_at BIGINT,
    delivered_at BIGINT,
    read_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX deliveries_by_message ON deliveries (message_id, delivery_id);
CREATE INDEX deliveries_by_chat ON deliveries (chat_id);
CREATE INDEX deliveries_by_identity ON deliveries (identity_id);
CREATE INDEX deliveries_queued ON deliveries (chat_id, delivery_id) WHERE state = 'QUEUED';
CREATE INDEX deliveries_due ON deliveries (next_attempt_at, delivery_id) WHERE state = 'QUEUED';
CREATE INDEX deliveries_by_state ON deliveries (state, delivery_id);

-- Inbound requests of platforms, stored before they are answered. identity_id: whom one tells of, once it is parsed;
-- one that tells of several is emptied then.
CREATE TABLE inbound_requests (
    inbound_request_id INTEGER PRIMARY KEY NOT NULL,
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    query TEXT NOT NULL,
    headers BLOB NOT NULL,
    body BLOB NOT NULL,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'DEAD')),
    attempt_count INTEGER NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    lease_until BIGINT,
    worker_id TEXT,
    error TEXT,
    plugin_version TEXT,
    identity_id BIGINT,
    settled_at BIGINT
);
CREATE INDEX inbound_requests_waiting ON inbound_requests (next_attempt_at, inbound_request_id) WHERE state = 'WAITING';
CREATE INDEX inbound_requests_by_state ON inbound_requests (state, inbound_request_id);
CREATE INDEX inbound_requests_by_identity ON inbound_requests (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX inbound_requests_settled ON inbound_requests (settled_at) WHERE state = 'DONE';

-- What was already ingested: recognises a repeated delivery.
CREATE TABLE inbound_keys (
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    dedup TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, dedup)
) WITHOUT ROWID;
CREATE INDEX inbound_keys_by_age ON inbound_keys (created_at);

-- The log. seq is the order of commits, because there is one writer; transaction_id is always 0.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    transaction_id BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    chat_id BIGINT,
    contact_id BIGINT,
    channel_id BIGINT,
    detail TEXT NOT NULL
);
CREATE INDEX events_in_order ON events (transaction_id, seq);
CREATE INDEX events_by_contact ON events (contact_id, transaction_id, seq);

-- The histories of chats, written beside the events that tell the same, and kept as long as the chat.
CREATE TABLE acts (
    act_id INTEGER PRIMARY KEY NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    round BIGINT NOT NULL,
    author_kind TEXT NOT NULL CHECK (author_kind IN ('CONTACT', 'OPERATOR', 'RESPONDER', 'RULE', 'SYSTEM')),
    author_id BIGINT,
    detail TEXT NOT NULL
);
CREATE INDEX acts_by_chat ON acts (chat_id, act_id);

-- How far each follower of the log has come.
CREATE TABLE cursors (
    follower TEXT PRIMARY KEY NOT NULL,
    cursor TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What a mutation answered, so that a repeated one answers the same.
CREATE TABLE mutation_keys (
    author TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (author, key)
) WITHOUT ROWID;
CREATE INDEX mutation_keys_by_age ON mutation_keys (created_at);

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE audit_lines (
    audit_id INTEGER PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    before TEXT,
    after TEXT,
    request_id TEXT,
    remote_address TEXT,
    user_agent TEXT,
    credential_id TEXT
);
CREATE INDEX audit_lines_by_subject ON audit_lines (subject_kind, subject_id, audit_id);

-- Who is on a page with the web chat, and what they have looked at. A visit belongs to an address on a channel, as a
-- session does: whose that is, the identity says. The chat that began from it may be gone.
CREATE TABLE visits (
    visit_id INTEGER PRIMARY KEY NOT NULL,
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    platform_id TEXT NOT NULL,
    first_contact_id BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    entry_url TEXT NOT NULL,
    referrer TEXT,
    url TEXT NOT NULL,
    title TEXT,
    page_count BIGINT NOT NULL,
    browser TEXT,
    os TEXT,
    device TEXT NOT NULL CHECK (device IN ('DESKTOP', 'PHONE', 'TABLET', 'OTHER')),
    locale TEXT,
    time_zone TEXT,
    ip TEXT,
    country TEXT,
    city TEXT,
    chat_id BIGINT
);
CREATE INDEX visits_by_identity ON visits (channel_id, platform_id, seen_at);
CREATE INDEX visits_by_first_contact ON visits (first_contact_id);
CREATE INDEX visits_by_seen ON visits (seen_at);

CREATE TABLE visit_pages (
    visit_id BIGINT NOT NULL REFERENCES visits (visit_id),
    position BIGINT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (visit_id, position)
) WITHOUT ROWID;

-- What the owners of addresses have agreed to, and taken back: the newest of an address and a purpose counts.
-- Nothing is written over.
CREATE TABLE consents (
    consent_id INTEGER PRIMARY KEY NOT NULL,
    channel_id BIGINT NOT NULL REFERENCES channels (channel_id),
    platform_id TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('PROCESSING', 'BROADCAST')),
    is_given BOOLEAN NOT NULL,
    text_version TEXT NOT NULL,
    locale TEXT,
    source TEXT NOT NULL CHECK (source IN ('WIDGET', 'OPERATOR')),
    at BIGINT NOT NULL
);
CREATE INDEX consents_by_identity ON consents (channel_id, platform_id, purpose, consent_id);

-- One text to many contacts, with the texts of its template as they were when it was made.
CREATE TABLE broadcasts (
    broadcast_id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    template_id BIGINT NOT NULL,
    texts TEXT NOT NULL,
    default_locale TEXT NOT NULL,
    channel_ids TEXT NOT NULL,
    rate_per_minute BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('DRAFT', 'RUNNING', 'PAUSED', 'ENDED', 'CANCELLED')),
    begins_at BIGINT,
    collected_id BIGINT NOT NULL,
    is_collected BOOLEAN NOT NULL,
    recipient_count BIGINT NOT NULL,
    sent_count BIGINT NOT NULL,
    left_out_count BIGINT NOT NULL,
    operator_id BIGINT REFERENCES operators (operator_id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX broadcasts_running ON broadcasts (broadcast_id) WHERE state = 'RUNNING';

-- Whom a broadcast means. A message is made in the write in which its row says so: nobody has two.
CREATE TABLE broadcast_recipients (
    broadcast_id BIGINT NOT NULL REFERENCES broadcasts (broadcast_id),
    contact_id BIGINT NOT NULL REFERENCES contacts (contact_id),
    identity_id BIGINT,
    channel_id BIGINT,
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'SENT', 'LEFT_OUT')),
    reason TEXT CHECK (reason IN ('BLOCKED', 'NO_CONSENT', 'UNREACHABLE', 'NO_CHAT', 'INCOMPLETE', 'NOT_TAKEN', 'UNITED')),
    message_id BIGINT,
    settled_at BIGINT,
    PRIMARY KEY (broadcast_id, contact_id)
) WITHOUT ROWID;
CREATE INDEX broadcast_recipients_waiting ON broadcast_recipients (broadcast_id, channel_id, contact_id) WHERE state = 'WAITING';
CREATE INDEX broadcast_recipients_left_out ON broadcast_recipients (broadcast_id, reason) WHERE state = 'LEFT_OUT';
CREATE INDEX broadcast_recipients_by_contact ON broadcast_recipients (contact_id);
CREATE INDEX broadcast_recipients_by_identity ON broadcast_recipients (identity_id, broadcast_id);

-- When the next message of broadcasts may leave by a channel: all of them keep one pace there.
CREATE TABLE broadcast_paces (
    channel_id INTEGER PRIMARY KEY NOT NULL REFERENCES channels (channel_id),
    next_at BIGINT NOT NULL
);

-- What rules came to in chats, where that was not nothing. Those of a deleted rule go with it.
CREATE TABLE rule_runs (
    rule_run_id INTEGER PRIMARY KEY NOT NULL,
    rule_id BIGINT NOT NULL REFERENCES rules (rule_id),
    number BIGINT NOT NULL,
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    event TEXT NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('FIRED', 'REFUSED', 'SUPERSEDED', 'MUTED', 'FAILED')),
    intents TEXT NOT NULL,
    steps TEXT NOT NULL,
    line INTEGER,
    problem TEXT
);
CREATE INDEX rule_runs_by_rule ON rule_runs (rule_id, rule_run_id);
CREATE INDEX rule_runs_by_chat ON rule_runs (chat_id, rule_id, at);
CREATE INDEX rule_runs_by_time ON rule_runs (at);

-- Up to which chat a rule has been asked about a state that lasts, by when it began: the next one that is due stands
-- behind. Chats that keep to one schedule have one place; schedule_id is 0 for those that keep to none.
CREATE TABLE rule_places (
    rule_id BIGINT NOT NULL REFERENCES rules (rule_id),
    start TEXT NOT NULL,
    step BIGINT NOT NULL,
    schedule_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    PRIMARY KEY (rule_id, start, step, schedule_id)
) WITHOUT ROWID;

-- Timers that rules have started in chats. Whether what ends one has happened is asked when it is due.
CREATE TABLE rule_timers (
    rule_timer_id INTEGER PRIMARY KEY NOT NULL,
    rule_id BIGINT NOT NULL REFERENCES rules (rule_id),
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id),
    name TEXT NOT NULL,
    round BIGINT NOT NULL,
    until TEXT CHECK (until IN ('CUSTOMER_WRITES', 'OPERATOR_REPLIES')),
    set_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rule_timers_by_name ON rule_timers (chat_id, rule_id, name);
CREATE INDEX rule_timers_by_due ON rule_timers (due_at, rule_timer_id);

-- What is to happen at a time: one of a kind for each subject, removed in the write in which it happens.
CREATE TABLE timers (
    timer_id INTEGER PRIMARY KEY NOT NULL,
    due_at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('chat.wake', 'forward.expire', 'reply.release', 'reply.undo_end')),
    subject_id BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    UNIQUE (kind, subject_id)
);
CREATE INDEX timers_by_due ON timers (due_at, timer_id);

-- Leases by name: which process does what only one may do, and which node number it has.
CREATE TABLE leases (
    name TEXT PRIMARY KEY NOT NULL,
    worker_id TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);

-- Numbers handed out in order.
CREATE TABLE chat_numbers (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    last BIGINT NOT NULL
);
INSERT INTO chat_numbers (id, last) VALUES (1, 0);

-- What each migration is, and the oldest release that may run beside it: asked by binaries that do not
-- know it. Each one adds its own row.
CREATE TABLE migrations (
    version TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('EXPAND', 'BACKFILL', 'CONTRACT')),
    opens_from TEXT NOT NULL
);
INSERT INTO migrations (version, kind, opens_from) VALUES ('0001', 'EXPAND', '0.1.0');
