/** `?theme=dark`, `?density=roomy` and `?language=ar` show the gallery as such a reader sees it. */
import { chooseLanguage, directionOf } from "../words/language";

const asked = new URLSearchParams(location.search);
const language = chooseLanguage([asked.get("language") ?? ""]);
const page = document.documentElement;
page.dataset["theme"] = asked.get("theme") ?? "light";
page.dataset["density"] = asked.get("density") ?? "dense";
page.lang = language;
page.dir = directionOf(language);
