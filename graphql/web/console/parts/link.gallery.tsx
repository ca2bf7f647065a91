import type { Story } from "../gallery";
import { Link } from "./link";

export default {
  name: "Link",
  states: {
    here: <Link href="#here">Chat 4127</Link>,
    elsewhere: (
      <Link href="https://desk.example/help" isExternal>
        How views work
      </Link>
    ),
  },
} satisfies Story;
