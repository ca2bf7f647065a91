import type { Story } from "../gallery";
import { Problem } from "./problem";

const message = "The server does not answer. Is this computer connected?";

export default {
  name: "Problem",
  isWide: true,
  states: {
    "with a way out": <Problem message={message} onRetry={() => undefined} />,
    "with the request": (
      <Problem
        message="The server could not read this chat."
        requestId="01JDM4ZQ7W8K2V5T9R3XHB6N1C"
        onRetry={() => undefined}
      />
    ),
    "without one": <Problem message="You may not see this chat." />,
    "of one long word": <Problem message={"x".repeat(400)} />,
  },
} satisfies Story;
