/** The theme of a page, or of a part of one: the system's, for whoever has chosen none. */

const DARK = "(prefers-color-scheme: dark)";

/** Sets the system's theme now and whenever it changes; returns what ends that. */
export function followTheme(shown: HTMLElement = document.documentElement): () => void {
  const system = matchMedia(DARK);
  const show = () => {
    shown.dataset["theme"] = system.matches ? "dark" : "light";
  };
  show();
  system.addEventListener("change", show);
  return () => system.removeEventListener("change", show);
}
