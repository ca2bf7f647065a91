import type { Story } from "../gallery";
import { Problem } from "./problem";

const message = "The server does not answer. Is this computer connected?";

export default {
  name: "Problem",
  states: {
    "with a way out": <Problem message={message} onRetry={() => undefined} />,
    "without one": <Problem message="You may not see this chat." />,
    "of one long word": <Problem message={"x".repeat(400)} />,
  },
} satisfies Story;
