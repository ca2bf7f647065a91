/** The reader's own choice of light and dark; the page's is not known. */
export function followTheme(wrapper: HTMLElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    wrapper.dataset["theme"] = system.matches ? "dark" : "light";
  };
  show();
  system.addEventListener("change", show);
}
