/** What a page comes to show is looked at by `shows` until it is so: one look may be too early. */
import { each } from "./source.mjs";

const LOOKS =
  "inputValue|getAttribute|textContent|innerText|isVisible|isDisabled|isEnabled|isChecked";
/** What must not be there is looked at once. */
const ONCE = new RegExp(
  `\\b(equal|deepEqual|ok)\\(\\s*await [^;]*?\\.(${LOOKS})\\([^;()]*\\)(?!,\\s*"")`,
  "g",
);

/** @type {import("../rules.mjs").Rule} */
export const once = (files) =>
  each(
    files.filter(({ path }) => path.endsWith(".stories.mjs")),
    ({ text }, found) => {
      for (const { index } of text.matchAll(ONCE)) {
        found(
          text.slice(0, index).split("\n").length,
          "this looks once: `await shows(() => .., ..)` waits until it is so",
        );
      }
    },
  );
