import { DateField } from "react-aria-components/DateField";
import type { Story } from "../gallery";
import { DateInput } from "./date_input";

export default {
  name: "DateInput",
  states: {
    empty: (
      <DateField aria-label="Day">
        <DateInput />
      </DateField>
    ),
  },
} satisfies Story;
