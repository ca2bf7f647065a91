/** What the tabs of a browser tell each other of the one session that they have. */
import { joinTabs } from "../../live/tabs";

export type SessionMessage =
  /** Somebody has signed in: the cookie is theirs, in all tabs. */
  | { kind: "came"; operatorId: string }
  /** Somebody has signed out because they wanted to. */
  | { kind: "left" };

export const sessionTabs = () => joinTabs<SessionMessage>("switchboard:session");
