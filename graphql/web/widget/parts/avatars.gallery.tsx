import type { Story } from "../gallery";
import { Avatars } from "./avatars";

export default {
  name: "Avatars",
  states: {
    one: <Avatars names={["Olha"]} />,
    three: <Avatars names={["Olha Kovalenko", "Marta Diaz", "أحمد علي"]} size="large" />,
  },
} satisfies Story;
