/** Keeps the page's rules off the widget's box, and the widget's events off the page's shortcuts. */

/** What a page listens to all over: keys, the clipboard, dragged files, focus that it wants back. */
const OWN = [
  ..."keydown keyup keypress beforeinput input compositionstart compositionend".split(" "),
  ..."copy cut paste dragenter dragover dragleave drop focusin focusout".split(" "),
];

export function shield(root: ShadowRoot): void {
  for (const name of OWN) {
    root.addEventListener(name, (event) => event.stopPropagation());
  }
}

/** A page's `* {..}` beats `:host`, so that the element's own box is set with priority. */
export function setBox({ style }: HTMLElement, layer: number, isInline: boolean): void {
  const corner = {
    position: "fixed",
    "inset-block-end": "0",
    "inset-inline-end": "0",
    "z-index": String(layer),
  };
  const inline = { display: "block", "inline-size": "100%", "block-size": "100%" };
  style.cssText = "";
  for (const [name, value] of Object.entries({ all: "initial", ...(isInline ? inline : corner) })) {
    style.setProperty(name, value, "important");
  }
}
