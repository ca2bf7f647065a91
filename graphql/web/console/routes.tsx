/** The table of contents: every address of the console with its screen, and what the navigation leads to. */
import type { MessageDescriptor } from "@lingui/core";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";

interface Screen {
  /** As wouter writes them: `/chats/:number`. */
  path: string;
  /** `lazy(() => import("./noun"))`: a screen is a chunk of its own. */
  Screen: ComponentType;
}

interface Place {
  /** Where a screen, and what is below it, begins. */
  path: string;
  text: MessageDescriptor;
  icon: LucideIcon;
}

export const ROUTES: readonly Screen[] = [];

export const PLACES: readonly Place[] = [];
