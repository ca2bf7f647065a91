/** What widespread frameworks do to a page, as far as it reaches what is built into it. */

/** The rules of Bootstrap's Reboot that meet every element, and those of its modal. */
export const BOOTSTRAP_STYLE = `<style>
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; font-family: system-ui; font-size: 1rem; line-height: 1.5; -webkit-text-size-adjust: 100%; }
h1, h2, h3 { margin-top: 0; margin-bottom: .5rem; font-weight: 500; line-height: 1.2; }
p, ul, ol { margin-top: 0; margin-bottom: 1rem; }
a { color: #0d6efd; text-decoration: underline; }
img, svg { vertical-align: middle; }
button { border-radius: 0; }
button:focus:not(:focus-visible) { outline: 0; }
input, button, select, textarea { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit; }
button, [type="button"], [type="submit"] { -webkit-appearance: button; text-transform: none; }
textarea { resize: vertical; }
label { display: inline-block; }
[hidden] { display: none !important; }
.modal { position: fixed; inset: 0; z-index: 1055; overflow: auto; }
.modal-dialog { position: relative; max-width: 500px; margin: 1.75rem auto; background: #fff; }
.modal-backdrop { position: fixed; inset: 0; z-index: 1050; background: #000; opacity: .5; }
.modal-open { overflow: hidden; padding-right: 15px; }
</style>`;

/** Bootstrap's modal: whatever takes the focus outside of it loses it again, and Escape closes it. */
export const BOOTSTRAP_MODAL = `<button id="buy">Buy</button>
<div id="modal" class="modal" tabindex="-1" hidden><div class="modal-dialog"><button id="pay">Pay</button></div></div>
<script>
const modal = document.getElementById("modal");
const show = (is) => {
  modal.hidden = !is;
  document.body.classList.toggle("modal-open", is);
  document.querySelector(".modal-backdrop")?.remove();
  if (is) {
    const backdrop = document.createElement("div");
    backdrop.className = "modal-backdrop";
    document.body.append(backdrop);
    document.getElementById("pay").focus();
  }
};
document.getElementById("buy").addEventListener("click", () => show(true));
document.addEventListener("focusin", ({ target }) => {
  if (!modal.hidden && target !== document && !modal.contains(target)) document.getElementById("pay").focus();
});
document.addEventListener("keydown", ({ key }) => key === "Escape" && show(false));
</script>`;

/**
 * Turbo Drive: a link's page is fetched and its body takes the place of this one, scripts run again, and what says
 * that it is permanent stays where both have it. Back shows a copy of how it was left.
 */
export const TURBO = `<script>
if (!window.left) {
  window.left = new Map();
  const render = (body) => {
    const kept = [...document.querySelectorAll("[id][data-turbo-permanent]")]
      .map((one) => [one, body.querySelector("#" + one.id)]).filter(([, other]) => other);
    for (const [one, other] of kept) { one.replaceWith(document.createElement("meta")); other.replaceWith(one); }
    document.body.replaceWith(body);
    for (const old of body.querySelectorAll("script")) {
      const script = document.createElement("script");
      for (const { name, value } of old.attributes) script.setAttribute(name, value);
      script.textContent = old.textContent;
      old.replaceWith(script);
    }
  };
  const leave = () => window.left.set(window.shown, document.body.cloneNode(true));
  const visit = async (href) => {
    const text = await (await fetch(href)).text();
    const { body, title } = new DOMParser().parseFromString(text, "text/html");
    leave();
    history.pushState({}, "", href);
    window.shown = href;
    document.title = title;
    render(document.importNode(body, true));
  };
  window.shown = location.href;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (link) { event.preventDefault(); visit(link.href); }
  });
  addEventListener("popstate", () => { leave(); window.shown = location.href; render(window.left.get(location.href).cloneNode(true)); });
}
</script>`;
