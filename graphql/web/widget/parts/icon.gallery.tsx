import type { Story } from "../gallery";
import { Icon } from "./icon";

export default {
  name: "Icon",
  states: {
    back: <Icon name="back" />,
    attach: <Icon name="attach" />,
    send: <Icon name="send" />,
    quote: <Icon name="quote" />,
    file: <Icon name="file" />,
    lock: <Icon name="lock" />,
  },
} satisfies Story;
