import type { Story } from "../gallery";
import { SkipLink } from "./skip_link";

export default {
  name: "SkipLink",
  states: {
    "seen with the focus": (
      <>
        <SkipLink to="skipped-to" />
        <span id="skipped-to" tabIndex={-1}>
          The content.
        </span>
      </>
    ),
  },
} satisfies Story;
