/** Pushes are a chunk of their own: nobody waits for it. */
export const loadPush = () => import("./push");
