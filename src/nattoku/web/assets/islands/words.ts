/** A sentence of the script in the language of the page. */
export function t(ja: string, en: string): string {
  return document.documentElement.lang === "en" ? en : ja;
}

/** Elements in `root` (or `root` itself) that match, each of them only once per island. */
export function each<E extends HTMLElement>(root: ParentNode, selector: string, island: string, wire: (element: E) => void): void {
  const found = [...root.querySelectorAll<E>(selector)];
  if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as E);
  for (const element of found) {
    const done = `wired${island}`;
    if (element.dataset[done]) continue;
    element.dataset[done] = "1";
    wire(element);
  }
}

/** A quiet line with a sentence and a button. */
export function bar(sentence: string, button?: string, press?: () => void): HTMLElement {
  const line = document.createElement("div");
  line.className = "note-bar";
  line.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = sentence;
  line.append(words);
  if (button && press) {
    const knob = document.createElement("button");
    knob.type = "button";
    knob.className = "button button-plain";
    knob.textContent = button;
    knob.addEventListener("click", press);
    line.append(knob);
  }
  return line;
}
