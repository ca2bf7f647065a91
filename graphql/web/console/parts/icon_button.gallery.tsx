import { Archive, Bold, Reply } from "lucide-react";
import type { Story } from "../gallery";
import { IconButton } from "./icon_button";

const press = () => undefined;

export default {
  name: "IconButton",
  states: {
    plain: <IconButton icon={Archive} label="Archive" onPress={press} />,
    directional: <IconButton icon={Reply} label="Reply" keys="r" isDirectional onPress={press} />,
    "off, of two states": <IconButton icon={Bold} label="Bold" isPressed={false} onPress={press} />,
    on: <IconButton icon={Bold} label="Bold" isPressed onPress={press} />,
    disabled: <IconButton icon={Archive} label="Archive" isDisabled onPress={press} />,
  },
} satisfies Story;
