import type { Story } from "../gallery";
import { LateClock } from "./late_clock";

export default { name: "LateClock", states: { plain: <LateClock /> } } satisfies Story;
