import type { Story } from "../gallery";
import { Announcer, useAnnounce } from "./announcer";
import { Button } from "./button";

function Teller() {
  const announce = useAnnounce();
  return <Button onPress={() => announce("Ana: hello")}>Ana writes</Button>;
}

export default {
  name: "Announcer",
  states: {
    "of one chat": (
      <Announcer>
        <Teller />
      </Announcer>
    ),
  },
} satisfies Story;
