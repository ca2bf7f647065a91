import { DialogTrigger } from "react-aria-components/Dialog";
import type { Story } from "../gallery";
import { Button } from "./button";
import { Floating } from "./floating";

export default {
  name: "Floating",
  states: {
    "of a button": (
      <DialogTrigger>
        <Button>Open</Button>
        <Floating label="An example">Anything may stand here.</Floating>
      </DialogTrigger>
    ),
  },
} satisfies Story;
