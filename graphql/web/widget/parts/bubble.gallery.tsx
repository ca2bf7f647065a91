import type { Story } from "../gallery";
import { Bubble } from "./bubble";
import { Text } from "./text";

const bubble = { isLast: true, reactions: [], meta: ["15:40"] };
const text = <Text body="Where is my payout? TX-88120 failed" ranges={[]} />;

export default {
  name: "Bubble",
  states: {
    theirs: (
      <Bubble {...bubble} isMine={false} author="Olha" reactions={["👍"]}>
        {text}
      </Bubble>
    ),
    mine: (
      <Bubble {...bubble} isMine progress="sent">
        {text}
      </Bubble>
    ),
    waiting: (
      <Bubble {...bubble} isMine progress="waiting">
        {text}
      </Bubble>
    ),
    failed: (
      <Bubble {...bubble} isMine progress="failed" meta={["Not sent"]}>
        {text}
      </Bubble>
    ),
    quoted: (
      <Bubble {...bubble} isMine={false} quoted="Where is my payout?">
        <Text body="It is on its way" ranges={[]} />
      </Bubble>
    ),
    gone: (
      <Bubble {...bubble} isMine={false} isGone>
        This message was deleted.
      </Bubble>
    ),
  },
} satisfies Story;
