/** `?theme=dark`, `?density=roomy` and `?dir=rtl` show the gallery as such a reader sees it. */
const asked = new URLSearchParams(location.search);
const page = document.documentElement;
page.dataset["theme"] = asked.get("theme") ?? "light";
page.dataset["density"] = asked.get("density") ?? "dense";
page.dir = asked.get("dir") ?? "ltr";
