/** Does something in the inbox: what hindered it is told among the inbox's own toasts. */
import { type Do, useDo as useDoAmong } from "../../../shell";
import { useInbox } from "../use_inbox";

export const useDo = (): Do => useDoAmong(useInbox().toasts);
