/** A company's server: pages of all kinds, and the line to the desk, which gives the loader and all else. */
import { startLine } from "../../stories/line.mjs";
import { PAGES } from "./pages.mjs";

/** `own` is the address of the desk as pages know it: this server's, unless another one is said. */
export function startHost({
  port,
  desk,
  hostname = "127.0.0.1",
  own = `http://${hostname}:${port}`,
}) {
  const page = (path) => {
    const { pathname, searchParams } = new URL(path, own);
    return PAGES[pathname.slice(1)]?.({ desk: own, query: searchParams });
  };
  return startLine({ port, desk, hostname, page });
}
