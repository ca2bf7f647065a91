import { useState } from "react";
import type { Story } from "../gallery";
import { PasswordField } from "./password_field";

function Kept({ error, isDisabled }: { error?: string; isDisabled?: boolean }) {
  const [value, setValue] = useState("correct horse");
  return (
    <PasswordField
      label="Password"
      autoComplete="current-password"
      value={value}
      onChange={setValue}
      error={error}
      isDisabled={isDisabled}
    />
  );
}

export default {
  name: "PasswordField",
  states: {
    filled: <Kept />,
    wrong: <Kept error="Take at least 10 characters." />,
    disabled: <Kept isDisabled />,
  },
} satisfies Story;
