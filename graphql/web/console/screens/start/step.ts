/** Which step of the first run comes next: by what the desk has, so that it is left and taken up again anywhere. */
export type Step = "desk" | "chat" | "hello";
export const STEPS: readonly Step[] = ["desk", "chat", "hello"];

interface Desk {
  deskName: string | null | undefined;
  hasWebChat: boolean;
}

export function nextStep({ deskName, hasWebChat }: Desk): Step {
  if (hasWebChat) {
    return "hello";
  }
  return deskName ? "chat" : "desk";
}

/** Whoever may set the desk up, and has nothing that a customer could write through. */
export const isNeeded = (permissions: readonly string[], channels: number): boolean =>
  channels === 0 &&
  permissions.includes("CHANNEL_MANAGE") &&
  permissions.includes("SETTING_MANAGE");
