import type { Story } from "../gallery";
import { LayerHead } from "./layer_head";

export default {
  name: "LayerHead",
  isWide: true,
  states: {
    short: <LayerHead title="Labels" onClose={() => undefined} />,
    long: (
      <LayerHead title={"Payments that nobody has claimed ".repeat(6)} onClose={() => undefined} />
    ),
  },
} satisfies Story;
