import type { Story } from "../gallery";
import { Button } from "./button";
import { createToasts, tell } from "./toast_queue";
import { ToastRegion } from "./toast_region";

const toasts = createToasts();
const onPress = () => undefined;

export default {
  name: "ToastRegion",
  states: {
    done: (
      <>
        <Button
          onPress={() =>
            tell(toasts, { text: "Chat 4127 is closed.", action: { text: "Undo", onPress } })
          }
        >
          Close chat
        </Button>
        <ToastRegion toasts={toasts} />
      </>
    ),
    "not done": (
      <Button
        onPress={() =>
          tell(toasts, {
            text: "Marta closed this chat before you. Nothing was sent.",
            tone: "danger",
          })
        }
      >
        Close it again
      </Button>
    ),
    "nothing to do": (
      <Button
        onPress={() => tell(toasts, { text: "A deleted message cannot be quoted.", tone: "info" })}
      >
        Quote it
      </Button>
    ),
  },
} satisfies Story;
