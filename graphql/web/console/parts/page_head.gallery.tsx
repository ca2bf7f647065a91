import type { Story } from "../gallery";
import { Button } from "./button";
import { PageHead } from "./page_head";

export default {
  name: "PageHead",
  states: {
    "with an act": (
      <PageHead
        title="Teams"
        text="Chats belong to a team, and its operators see them."
        action={<Button tone="primary">New team</Button>}
      />
    ),
    alone: <PageHead title="Audit log" text="Who changed what, and when." />,
  },
} satisfies Story;
