import { useState } from "react";
import type { Story } from "../gallery";
import { DateRange, type Days } from "./date_range";

type Told = Omit<Parameters<typeof DateRange>[0], "value" | "onChange" | "label">;

function Kept({ first = null, ...told }: Told & { first?: Days | null }) {
  const [value, setValue] = useState<Days | null>(first);
  return <DateRange label="Period" value={value} onChange={setValue} {...told} />;
}

const WEEK = { from: "2026-11-16", to: "2026-11-22" };

export default {
  name: "DateRange",
  states: {
    empty: <Kept />,
    filled: <Kept first={WEEK} />,
    wrong: <Kept first={WEEK} error="At most 90 days." />,
    disabled: <Kept first={WEEK} isDisabled />,
  },
} satisfies Story;
