import { useState } from "react";
import type { Story } from "../gallery";
import { TextField } from "./text_field";

type Told = Omit<Parameters<typeof TextField>[0], "value" | "onChange">;

function Kept({ first = "", ...told }: Told & { first?: string }) {
  const [value, setValue] = useState(first);
  return <TextField value={value} onChange={setValue} {...told} />;
}

export default {
  name: "TextField",
  states: {
    empty: <Kept label="Name of the desk" placeholder="Pay Support" />,
    filled: <Kept label="Name of the desk" first="Pay Support" />,
    required: <Kept label="Email" type="email" isRequired help="You sign in with it." />,
    wrong: <Kept label="Email" first="ana@" error="This is no address: write name@company." />,
    disabled: <Kept label="Address of the desk" first="https://desk.example" isDisabled />,
    "right to left": <Kept label="Name" first="آنا كوفاك" />,
    "without a label to be seen": <Kept label="Name" isLabelHidden first="Ana" />,
  },
} satisfies Story;
