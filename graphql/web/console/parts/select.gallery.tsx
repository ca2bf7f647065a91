import { Globe, Mail, Send } from "lucide-react";
import { useState } from "react";
import type { Story } from "../gallery";
import { Select } from "./select";

const CHANNELS = [
  { id: "web", text: "Website", icon: Globe },
  { id: "telegram", text: "Shop bot", help: "Telegram", icon: Send },
  { id: "mail", text: "Support mail", help: "Paused", icon: Mail, isDisabled: true },
];

type Told = Partial<Omit<Parameters<typeof Select>[0], "value" | "onChange" | "options">>;

function Kept({ first = null, ...told }: Told & { first?: string | null }) {
  const [value, setValue] = useState<string | null>(first);
  return (
    <Select
      label="Channel"
      placeholder="Choose a channel"
      options={CHANNELS}
      value={value}
      onChange={setValue}
      {...told}
    />
  );
}

export default {
  name: "Select",
  states: {
    "none chosen": <Kept />,
    chosen: <Kept first="telegram" />,
    required: <Kept isRequired help="Where the chat begins." />,
    wrong: <Kept error="Choose a channel." />,
    disabled: <Kept first="web" isDisabled />,
  },
} satisfies Story;
