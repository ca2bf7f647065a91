import type { Story } from "../gallery";
import { Badge } from "./badge";

export default {
  name: "Badge",
  states: {
    one: <Badge count={1} label="1 unread chat" />,
    two: <Badge count={12} label="12 unread chats" />,
    many: <Badge count={1204} label="1204 unread chats" />,
    neutral: <Badge count={48} label="48 active chats" tone="neutral" />,
    danger: <Badge count={3} label="3 failed deliveries" tone="danger" />,
    none: <Badge count={0} label="no unread chats" />,
  },
} satisfies Story;
