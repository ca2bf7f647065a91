/** The widget's rules in one text, for a constructed style sheet: every file stands here once. */
import tokens from "../tokens/tokens.css?inline";
import close from "./parts/close.css?inline";
import panel from "./screens/panel.css?inline";

// The tokens are written for a page; in the widget the shadow root is the root.
export const STYLES = [tokens.replaceAll(":root", ":host"), close, panel].join("\n");
