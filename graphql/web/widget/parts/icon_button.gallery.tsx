import type { Story } from "../gallery";
import { IconButton } from "./icon_button";

const press = () => undefined;

export default {
  name: "IconButton",
  states: {
    plain: <IconButton icon="close" label="Close" onPress={press} />,
    filled: <IconButton icon="send" label="Send" onPress={press} isFilled />,
    disabled: <IconButton icon="send" label="Send" onPress={press} isFilled isDisabled />,
  },
} satisfies Story;
