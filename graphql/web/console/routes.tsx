/** The table of contents: every address of the console with its screen. */
import type { ComponentType } from "react";

interface Screen {
  /** As wouter writes them: `/chats/:number`. */
  path: string;
  /** `lazy(() => import("./noun"))`: a screen is a chunk of its own. */
  Screen: ComponentType;
}

export const ROUTES: readonly Screen[] = [];
