import { useState } from "react";
import type { Story } from "../gallery";
import { NumberField } from "./number_field";

type Told = Omit<Parameters<typeof NumberField>[0], "value" | "onChange">;

function Kept({ first, ...told }: Told & { first?: number }) {
  const [value, setValue] = useState<number | undefined>(first);
  return <NumberField value={value} onChange={setValue} {...told} />;
}

export default {
  name: "NumberField",
  states: {
    empty: <Kept label="Chats at once" />,
    filled: <Kept label="Chats at once" first={5} min={1} max={50} />,
    "with a unit": (
      <Kept
        label="Answer within"
        first={15}
        format={{ style: "unit", unit: "minute", unitDisplay: "long" }}
      />
    ),
    "at its end": <Kept label="Chats at once" first={50} max={50} help="At most 50." />,
    wrong: <Kept label="Chats at once" first={60} error="At most 50 at once." />,
    disabled: <Kept label="Chats at once" first={5} isDisabled />,
  },
} satisfies Story;
