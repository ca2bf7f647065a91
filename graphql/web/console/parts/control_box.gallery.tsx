import { AtSign } from "lucide-react";
import { Input } from "react-aria-components/Input";
import type { Story } from "../gallery";
import { ControlBox } from "./control_box";
import { Icon } from "./icon";

export default {
  name: "ControlBox",
  states: {
    plain: (
      <ControlBox>
        <Input aria-label="Name" defaultValue="Ana Kovac" />
      </ControlBox>
    ),
    "with an icon": (
      <ControlBox>
        <Icon of={AtSign} />
        <Input aria-label="Address" placeholder="ana@pay.example" />
      </ControlBox>
    ),
  },
} satisfies Story;
