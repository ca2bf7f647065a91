/** Where the console stands on its host: at its root, or below the path that a proxy takes away. */

const BUILT = /^(.*)\/assets\/[^/]+$/;

/** The path before all addresses of this server, without a slash at its end. It is that of the page's own scripts. */
export const BASE = BUILT.exec(new URL(import.meta.url).pathname)?.[1] ?? "";

/** An address of this server: `/graphql` is `/desk/graphql` below `/desk`. */
export const address = (path: `/${string}`): string => BASE + path;

/** Of this server as others find it, where it does not know its own address. */
export const origin = (): string => location.origin + BASE;

/** Where the page stands now, as routes are written. */
export function here(): { path: string; search: string } {
  const { pathname, search } = location;
  const isBelow = pathname === BASE || pathname.startsWith(`${BASE}/`);
  return { path: (isBelow ? pathname.slice(BASE.length) : pathname) || "/", search };
}

/** The same as one text, to come back to. */
export const placeNow = (): string => here().path + here().search;
