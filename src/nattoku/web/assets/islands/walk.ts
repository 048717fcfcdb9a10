// [data-walk="/…?step="] is one page of a walk of data-walk-steps pages. All of them are fetched at once and kept in
// memory, so that it can be walked to its end where there is no signal. Nothing is stored on the device.
import { documentOf, each } from "./words";

const kept = new Map<string, HTMLElement>();
const asked = new Set<string>();
let rewire: (root: ParentNode) => void = () => {};

export function walks(root: ParentNode, wire: (root: ParentNode) => void): void {
  rewire = wire;
  each<HTMLElement>(root, "[data-walk]", "Walk", (page) => {
    const base = page.dataset["walk"] ?? "";
    const all = Array.from({ length: Number(page.dataset["walkSteps"]) }, (_, i) => `${base}${i + 1}`);
    if (!asked.has(base)) for (const address of all) void keep(address);
    asked.add(base);
    page.addEventListener("click", (event) => {
      const link = (event.target as HTMLElement).closest("a");
      if (!link || event.defaultPrevented || !turn(link.pathname + link.search)) return;
      event.preventDefault();
      history.pushState(null, "", link.href);
    });
  });
}

window.addEventListener("popstate", () => {
  if (!turn(location.pathname + location.search) && document.querySelector("[data-walk]")) location.reload();
});

async function keep(address: string): Promise<void> {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    const page = answer.ok ? (await documentOf(answer)).querySelector<HTMLElement>("[data-walk]") : null;
    if (page) kept.set(address, page);
  } catch (wrong) {
    if (!(wrong instanceof TypeError)) throw wrong; // offline: what is not kept is asked of the server
  }
}

function turn(address: string): boolean {
  const [now, then] = [document.querySelector("[data-walk]"), kept.get(address)];
  if (!now || !then) return false;
  const page = document.importNode(then, true);
  now.replaceWith(page);
  rewire(document);
  window.scrollTo(0, 0);
  return true;
}
