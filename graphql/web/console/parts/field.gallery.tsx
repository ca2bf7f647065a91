import { Input, TextField } from "react-aria-components/TextField";
import type { Story } from "../gallery";
import { ControlBox } from "./control_box";
import { Field } from "./field";

const control = (
  <ControlBox>
    <Input />
  </ControlBox>
);

export default {
  name: "Field",
  states: {
    "with help": (
      <TextField>
        <Field label="Name" help="As customers see it.">
          {control}
        </Field>
      </TextField>
    ),
    wrong: (
      <TextField isInvalid>
        <Field label="Name" error="Another team has this name." isRequired>
          {control}
        </Field>
      </TextField>
    ),
  },
} satisfies Story;
