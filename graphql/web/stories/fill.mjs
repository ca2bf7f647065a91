/** A large desk at once, written while the server is stopped: its one chat and contact, or an event, again and again. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Its own library is there wherever Python is. */
const RUN = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())";

/** So many chats, with so many messages in each; needs Python. */
export async function fill(desk, { chats, messages }) {
  await desk.stop();
  execFileSync("python3", ["-c", RUN, join(desk.folder, "switchboard.sqlite")], {
    input: `
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TEMP TABLE numbers AS
  WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${chats})
  SELECT n FROM counted;
CREATE TEMP TABLE seed AS SELECT * FROM chats ORDER BY chat_id DESC LIMIT 1;
CREATE TEMP TABLE who AS SELECT * FROM contacts WHERE contact_id = (SELECT contact_id FROM seed);
CREATE TEMP TABLE address AS SELECT * FROM identities WHERE identity_id = (SELECT identity_id FROM seed);
CREATE TEMP TABLE said AS SELECT * FROM messages WHERE message_id = (SELECT last_message_id FROM seed);
INSERT INTO contacts (contact_id, name, name_folded, name_key, name_stamp, attributes, is_verified, is_blocked, version, created_at, updated_at)
  SELECT contact_id + n, name || ' ' || n, name_folded || ' ' || n, name_key, name_stamp, attributes, is_verified, is_blocked, version, created_at, updated_at
  FROM who, numbers;
INSERT INTO identities (identity_id, contact_id, first_contact_id, channel_id, platform_id, is_reachable, created_at, updated_at)
  SELECT identity_id + n, contact_id + n, contact_id + n, channel_id, platform_id || n, is_reachable, created_at, updated_at
  FROM address, numbers;
INSERT INTO messages (message_id, chat_id, position, author_kind, author_id, body, format, extra, version, created_at)
  SELECT message_id + (n - 1) * ${messages} + place, chat_id + n, position + (n - 1) * ${messages} + place, author_kind, author_id + n,
    'Line ' || place || ' of chat ' || n, format, extra, version, created_at - (${chats} - n) * 1000
  FROM said, numbers, (WITH RECURSIVE places(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < ${messages}) SELECT place FROM places);
INSERT INTO chats (chat_id, number, channel_id, contact_id, identity_id, platform_chat, is_current, reply_context, language, round, status,
    waiting_on, waiting_since, priority, escalation_level, is_snooze_kept, last_message_id, last_author_kind, last_message_at, inbound_count,
    draft_count, version, created_at, updated_at)
  SELECT chat_id + n, number + n, channel_id, contact_id + n, identity_id + n, platform_chat || n, is_current, reply_context, language, round, status,
    waiting_on, waiting_since, priority, escalation_level, is_snooze_kept, last_message_id + n * ${messages}, last_author_kind,
    last_message_at - (${chats} - n) * 1000, ${messages}, draft_count, version, created_at, updated_at
  FROM seed, numbers;
UPDATE chat_numbers SET last = (SELECT max(number) FROM chats);
COMMIT;
`,
  });
  await desk.serve();
}

/** So many events more: the last one of the log again and again. */
export async function flood(desk, events) {
  await desk.stop();
  execFileSync("python3", ["-c", RUN, join(desk.folder, "switchboard.sqlite")], {
    input: `
BEGIN;
CREATE TEMP TABLE said AS SELECT * FROM events ORDER BY seq DESC LIMIT 1;
INSERT INTO events (at, kind, author_kind, author_id, subject_kind, subject_id, chat_id, contact_id, channel_id, detail)
  SELECT at, kind, author_kind, author_id, subject_kind, subject_id, chat_id, contact_id, channel_id, detail
  FROM said, (WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${events}) SELECT n FROM counted);
COMMIT;
`,
  });
  await desk.serve();
}
