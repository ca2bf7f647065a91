import type { Story } from "../gallery";
import { Notice } from "./notice";

export default {
  name: "Notice",
  states: {
    calm: (
      <Notice icon="lock" tone="calm">
        Sign in on this page to write to us.
      </Notice>
    ),
    waiting: (
      <Notice icon="clock" tone="waiting">
        No connection. 1 message waits.
      </Notice>
    ),
    danger: (
      <Notice icon="warning" tone="danger" act={{ label: "Try again", onPress: () => undefined }}>
        It was not sent.
      </Notice>
    ),
  },
} satisfies Story;
