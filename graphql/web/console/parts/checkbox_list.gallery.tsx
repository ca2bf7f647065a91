import { useState } from "react";
import type { Story } from "../gallery";
import { CheckboxList } from "./checkbox_list";

const TEAMS = [
  { id: "pay", text: "Pay" },
  { id: "shop", text: "Shop" },
];

function Kept({ error }: { error?: string }) {
  const [value, setValue] = useState<string[]>(["pay"]);
  return (
    <CheckboxList label="Teams" options={TEAMS} value={value} onChange={setValue} error={error} />
  );
}

export default {
  name: "CheckboxList",
  states: {
    chosen: <Kept />,
    wrong: <Kept error="You may not see the chats of this team." />,
    empty: (
      <CheckboxList
        label="Teams"
        options={[]}
        value={[]}
        onChange={() => undefined}
        empty="There is no team yet."
      />
    ),
  },
} satisfies Story;
