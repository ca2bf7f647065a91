import type { Story } from "../gallery";
import { Banner } from "./banner";
import { Button } from "./button";

const press = () => undefined;

export default {
  name: "Banner",
  isWide: true,
  states: {
    info: (
      <Banner
        actions={
          <>
            <Button tone="primary" onPress={press}>
              Take
            </Button>
            <Button onPress={press}>Decline …</Button>
          </>
        }
      >
        Marta offers you this chat: “knows the bank”.
      </Banner>
    ),
    waiting: (
      <Banner tone="waiting" actions={<Button onPress={press}>Try now</Button>}>
        Not live since 14:02, trying again in 4 s.
      </Banner>
    ),
    danger: (
      <Banner tone="danger">Telegram refused the token: put a new one under Channels.</Banner>
    ),
    ok: (
      <Banner tone="ok" onClose={press}>
        The contacts are united.
      </Banner>
    ),
  },
} satisfies Story;
