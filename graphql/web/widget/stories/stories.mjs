/** What the widget promises, each promise a story with a browser and a desk. */
import { CHAT } from "./chat.mjs";
import { GREETING } from "./greeting.mjs";
import { HOST } from "./host_pages.mjs";
import { OUTAGE } from "./outage.mjs";
import { PAGE } from "./page.mjs";
import { READER } from "./reader.mjs";

/** What the server keeps, and gives back as it was. */
export const ON_POSTGRES = [
  "f1_a_visitor_writes_and_is_answered",
  "f21_f92_a_cut_line_loses_nothing",
  "f2_f21_two_tabs_are_one_visitor",
  "f24_older_messages_come_without_a_jump",
  "f29_edited_deleted_quoted_reacted",
  "f30_files_go_and_come",
  "f45_closed_is_rated_and_opened_again",
];

export const STORIES = { ...CHAT, ...GREETING, ...HOST, ...OUTAGE, ...PAGE, ...READER };
