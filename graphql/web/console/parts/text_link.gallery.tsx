import type { Story } from "../gallery";
import { TextLink } from "./text_link";

export default {
  name: "TextLink",
  states: {
    plain: <TextLink href="https://pay.example">pay.example</TextLink>,
    disguised: <TextLink href="https://pаypal.example">the bank</TextLink>,
    forbidden: <TextLink href="data:text/html,x">only a text</TextLink>,
  },
} satisfies Story;
