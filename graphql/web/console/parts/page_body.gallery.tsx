import type { Story } from "../gallery";
import { PageBody } from "./page_body";

export default {
  name: "PageBody",
  isWide: true,
  states: { plain: <PageBody>What stands on the page.</PageBody> },
} satisfies Story;
