/** What nobody waits for at the first screen: chunks of their own. */
export const loadPush = () => import("./push");
export const loadKinds = () => import("./kinds");
