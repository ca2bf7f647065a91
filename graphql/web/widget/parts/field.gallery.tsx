import type { Story } from "../gallery";
import { Field } from "./field";

const plain = { type: "text", autocomplete: "name", onInput: () => undefined } as const;

export default {
  name: "Field",
  states: {
    empty: <Field {...plain} label="Name" value="" hint="optional" />,
    filled: <Field {...plain} label="Name" value="Ana Kovac" />,
    wrong: <Field {...plain} label="Email" value="ana" error="Write it as name@example.org." />,
  },
} satisfies Story;
