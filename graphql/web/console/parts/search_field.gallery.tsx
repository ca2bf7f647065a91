import { useState } from "react";
import type { Story } from "../gallery";
import { SearchField } from "./search_field";

function Kept({ first = "", isDisabled = false }: { first?: string; isDisabled?: boolean }) {
  const [value, setValue] = useState(first);
  return (
    <SearchField
      label="Search chats"
      value={value}
      onChange={setValue}
      keys="/"
      isDisabled={isDisabled}
    />
  );
}

export default {
  name: "SearchField",
  states: {
    empty: <Kept />,
    filled: <Kept first="from:ana refund" />,
    disabled: <Kept isDisabled />,
  },
} satisfies Story;
