import type { Story } from "../gallery";
import { Label } from "./label";

const COLORS = [
  "GRAY",
  "RED",
  "ORANGE",
  "YELLOW",
  "LIME",
  "GREEN",
  "TEAL",
  "CYAN",
  "BLUE",
  "INDIGO",
  "PURPLE",
  "PINK",
] as const;

export default {
  name: "Label",
  states: {
    colours: COLORS.map((color) => <Label key={color} name={color.toLowerCase()} color={color} />),
    removable: (
      <Label name="payout" color="GREEN" onRemove={() => undefined} removeLabel="Remove payout" />
    ),
  },
} satisfies Story;
