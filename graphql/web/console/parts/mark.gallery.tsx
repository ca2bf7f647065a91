import type { Story } from "../gallery";
import { Mark } from "./mark";

export default { name: "Mark", states: { plain: <Mark /> } } satisfies Story;
