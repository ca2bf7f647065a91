/** The page's theme: the system's, for whoever has chosen none. */

const DARK = "(prefers-color-scheme: dark)";

/** Sets the system's theme now and whenever it changes; returns what ends that. */
export function followTheme(): () => void {
  const system = matchMedia(DARK);
  const show = () => {
    document.documentElement.dataset["theme"] = system.matches ? "dark" : "light";
  };
  show();
  system.addEventListener("change", show);
  return () => system.removeEventListener("change", show);
}
