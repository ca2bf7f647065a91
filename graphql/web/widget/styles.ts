/** The widget's rules in one text, for a constructed style sheet: every file stands here once. */
import tokens from "../tokens/tokens.css?inline";
import avatars from "./parts/avatars.css?inline";
import bubble from "./parts/bubble.css?inline";
import button from "./parts/button.css?inline";
import field from "./parts/field.css?inline";
import file from "./parts/file.css?inline";
import fileName from "./parts/file_name.css?inline";
import icon from "./parts/icon.css?inline";
import iconButton from "./parts/icon_button.css?inline";
import notice from "./parts/notice.css?inline";
import rating from "./parts/rating.css?inline";
import text from "./parts/text.css?inline";
import typingDots from "./parts/typing_dots.css?inline";
import uploadChip from "./parts/upload_chip.css?inline";
import announcer from "./screens/announcer.css?inline";
import before from "./screens/before.css?inline";
import chat from "./screens/chat.css?inline";
import closed from "./screens/closed.css?inline";
import consent from "./screens/consent.css?inline";
import head from "./screens/head.css?inline";
import home from "./screens/home.css?inline";
import panel from "./screens/panel.css?inline";
import thread from "./screens/thread.css?inline";
import unsent from "./screens/unsent.css?inline";
import writer from "./screens/writer.css?inline";

const PARTS = [
  ...[avatars, bubble, button, field, file, fileName, icon, iconButton, notice, rating, text],
  ...[typingDots, uploadChip],
];
const SCREENS = [
  ...[panel, announcer, before, chat, closed, consent, head, home, thread, unsent, writer],
];

// The tokens are written for a page; in the widget the shadow root is the root.
export const STYLES = [tokens.replaceAll(":root", ":host"), ...PARTS, ...SCREENS].join("\n");
