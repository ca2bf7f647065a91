import { useState } from "react";
import type { Story } from "../gallery";
import { DatePicker } from "./date_picker";

type Told = Omit<Parameters<typeof DatePicker>[0], "value" | "onChange" | "label">;

function Kept({ first = null, ...told }: Told & { first?: string | null }) {
  const [value, setValue] = useState<string | null>(first);
  return <DatePicker label="Snooze until" value={value} onChange={setValue} {...told} />;
}

export default {
  name: "DatePicker",
  states: {
    empty: <Kept />,
    filled: <Kept first="2026-11-24" />,
    "within days": <Kept first="2026-11-24" min="2026-11-20" max="2026-11-30" />,
    wrong: <Kept first="2026-11-24" error="This day is over." />,
    disabled: <Kept first="2026-11-24" isDisabled />,
  },
} satisfies Story;
