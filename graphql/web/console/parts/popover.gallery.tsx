import type { Story } from "../gallery";
import { Button } from "./button";
import { Popover } from "./popover";

export default {
  name: "Popover",
  states: {
    "with a way on": (
      <Popover title="Offered to Marta" trigger={<Button>Offer</Button>}>
        {(close) => (
          <>
            <span>Marta has been away since 14:02.</span>
            <Button tone="primary" onPress={close}>
              Offer to Pay instead
            </Button>
          </>
        )}
      </Popover>
    ),
  },
} satisfies Story;
