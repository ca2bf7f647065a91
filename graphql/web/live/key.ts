/** Makes the `clientMutationId` by which the server recognises a repeated call. */

export function newKey(): string {
  // A page without https has `getRandomValues` alone.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
