/** What the widget promises, each promise a story with a browser and a desk. */
import { CHAT } from "./chat.mjs";
import { PAGE } from "./page.mjs";
import { READER } from "./reader.mjs";

export const STORIES = { ...CHAT, ...PAGE, ...READER };
