/** The channels: what customers write through. A chunk of its own; the first run begins with them, too. */
export { Channels as default } from "./channels";
export { ColourField } from "./colour_field";
export { Copied } from "./copied";
export { SiteField } from "./site_field";
export { codeOf, originOf, USUAL } from "./web_settings";
