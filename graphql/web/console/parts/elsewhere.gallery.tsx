import type { Story } from "../gallery";
import { Elsewhere } from "./elsewhere";

export default {
  name: "Elsewhere",
  states: {
    changed: (
      <Elsewhere
        changes={[{ label: "Name", value: "Payments" }]}
        onTheirs={() => undefined}
        onMine={() => undefined}
      />
    ),
  },
} satisfies Story;
