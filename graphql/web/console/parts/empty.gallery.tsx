import { Inbox, SearchX } from "lucide-react";
import type { Story } from "../gallery";
import { Button } from "./button";
import { Empty } from "./empty";

export default {
  name: "Empty",
  states: {
    "with an act": (
      <Empty
        icon={SearchX}
        text="No chat of yours is unread."
        action={<Button onPress={() => undefined}>Show all chats</Button>}
      />
    ),
    "without one": <Empty icon={Inbox} text="Choose a chat to read it here." />,
  },
} satisfies Story;
