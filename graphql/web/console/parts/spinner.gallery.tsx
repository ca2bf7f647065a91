import type { Story } from "../gallery";
import { Spinner } from "./spinner";

export default { name: "Spinner", states: { turning: <Spinner /> } } satisfies Story;
