import { Reply, Send } from "lucide-react";
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
    quiet: (
      <Button tone="quiet" onPress={press}>
        Cancel
      </Button>
    ),
    danger: (
      <Button tone="danger" onPress={press}>
        Erase
      </Button>
    ),
    "with an icon": (
      <Button icon={Reply} onPress={press}>
        Reply
      </Button>
    ),
    "primary, with an icon": (
      <Button icon={Send} tone="primary" onPress={press}>
        Send
      </Button>
    ),
    pending: (
      <Button isPending onPress={press}>
        Saves …
      </Button>
    ),
    "primary, pending": (
      <Button tone="primary" isPending onPress={press}>
        Sends …
      </Button>
    ),
    disabled: (
      <Button isDisabled onPress={press}>
        Send
      </Button>
    ),
    "primary, disabled": (
      <Button tone="primary" isDisabled onPress={press}>
        Send
      </Button>
    ),
    "right to left": (
      <div dir="rtl">
        <Button icon={Reply} onPress={press}>
          إرسال
        </Button>
      </div>
    ),
  },
} satisfies Story;
