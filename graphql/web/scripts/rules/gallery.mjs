/** Every part is in the gallery. */
import { each } from "./source.mjs";

const PART = /^(console|widget)\/parts\/\w+\.tsx$/;

/** @type {import("../rules.mjs").Rule} */
export const gallery = (files) =>
  each(
    files.filter(({ path }) => PART.test(path)),
    ({ path }, found) => {
      const story = path.replace(/\.tsx$/, ".gallery.tsx");
      if (!files.some((file) => file.path === story)) {
        found(1, `is not in the gallery: write ${story}`);
      }
    },
  );
