/** Signing out: the session ends on the server, and every tab of this browser shows who comes in next. */
import { address } from "../address";
import type { Failure } from "./refusal";
import { signOut } from "./requests";
import { sessionTabs } from "./tabs";

/** What went wrong; where nothing did, the page begins again. */
export async function leave(): Promise<Failure | undefined> {
  const answer = await signOut();
  if (answer.kind !== "done") {
    return answer;
  }
  sessionTabs().tell({ kind: "left" });
  location.assign(address("/"));
  return undefined;
}
