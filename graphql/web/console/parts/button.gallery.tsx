import type { Story } from "../gallery";
import { Button } from "./button";

const press = () => undefined;

export default {
  name: "Button",
  states: {
    plain: <Button onPress={press}>Reply</Button>,
    primary: (
      <Button tone="primary" onPress={press}>
        Send
      </Button>
    ),
    danger: (
      <Button tone="danger" onPress={press}>
        Erase
      </Button>
    ),
    disabled: (
      <Button isDisabled onPress={press}>
        Send
      </Button>
    ),
    "right to left": (
      <div dir="rtl">
        <Button onPress={press}>إرسال</Button>
      </div>
    ),
  },
} satisfies Story;
