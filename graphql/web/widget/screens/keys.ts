/** Is it Enter that sends: not the one that ends a word of an input method, nor the one that ends a line. */
export function isEnter(
  event: Pick<KeyboardEvent, "key" | "keyCode" | "isComposing" | "shiftKey" | "altKey">,
): boolean {
  const { key, keyCode, isComposing, shiftKey, altKey } = event;
  // Safari ends the composition before it tells the key: 229 says that it was one.
  return key === "Enter" && !isComposing && keyCode !== 229 && !shiftKey && !altKey;
}
