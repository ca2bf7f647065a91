/** Whatever an admin sets up, in one place: the frame is a chunk of its own, the list of sections is not. */
import { lazy } from "react";

export { mayOpen, SECTIONS } from "./sections";
export default lazy(() => import("./settings").then(({ Settings }) => ({ default: Settings })));
