import type { Story } from "../gallery";
import { Button } from "./button";

export default {
  name: "Button",
  states: {
    main: <Button>Write to us</Button>,
    quiet: <Button tone="quiet">Try again</Button>,
    busy: <Button isBusy>Begin</Button>,
  },
} satisfies Story;
