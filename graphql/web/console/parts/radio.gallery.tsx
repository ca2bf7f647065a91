import { RadioGroup } from "react-aria-components/RadioGroup";
import type { Story } from "../gallery";
import { Radio } from "./radio";

export default {
  name: "Radio",
  states: {
    "on, with help": (
      <RadioGroup aria-label="Who answers" defaultValue="people">
        <Radio option={{ id: "people", text: "People", help: "Whoever is online." }} />
      </RadioGroup>
    ),
  },
} satisfies Story;
