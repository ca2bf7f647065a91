import { Inbox, Reply } from "lucide-react";
import type { Story } from "../gallery";
import { Icon } from "./icon";

export default {
  name: "Icon",
  states: {
    small: <Icon of={Inbox} size="small" />,
    plain: <Icon of={Inbox} />,
    large: <Icon of={Inbox} size="large" />,
    directional: <Icon of={Reply} isDirectional />,
  },
} satisfies Story;
