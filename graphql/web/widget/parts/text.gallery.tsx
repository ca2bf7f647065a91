import type { Story } from "../gallery";
import { Text } from "./text";

const range = { href: null, text: null };

export default {
  name: "Text",
  states: {
    plain: <Text body={"Two\nlines"} ranges={[]} />,
    arabic: <Text body="أين طلبي؟" ranges={[]} />,
    ranges: (
      <Text
        body="See the manual, or run reset now"
        ranges={[
          { ...range, kind: "LINK", start: 8, length: 6, href: "https://example.org/" },
          { ...range, kind: "CODE", start: 23, length: 5 },
          { ...range, kind: "BOLD", start: 29, length: 3 },
        ]}
      />
    ),
    script: (
      <Text
        body="javascript is no link, xn is told"
        ranges={[
          { ...range, kind: "LINK", start: 0, length: 10, href: "javascript:alert(1)" },
          { ...range, kind: "LINK", start: 23, length: 2, href: "https://аррӏе.example/" },
        ]}
      />
    ),
  },
} satisfies Story;
