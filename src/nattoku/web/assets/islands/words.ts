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

const WORKER = "/sw.js";

type Policy = { createHTML(html: string): string; createScriptURL(url: string): string };
type Trusted = { createPolicy(name: string, rules: Policy): Policy };

// The one place where HTML becomes a document, and only our own server's, escaped there.
// Its name lets the content security policy say: require-trusted-types-for 'script'; trusted-types nattoku.
const trusted = (window as { trustedTypes?: Trusted }).trustedTypes?.createPolicy("nattoku", {
  createHTML: (html) => html,
  createScriptURL: (url) => {
    if (url !== WORKER) throw new TypeError(url);
    return url;
  },
});

/** The answer of the server as a document, of which nothing runs. */
export async function documentOf(answer: Response): Promise<Document> {
  const html = await answer.text();
  return new DOMParser().parseFromString(trusted ? trusted.createHTML(html) : html, "text/html");
}

/** The one script that is loaded by name: the service worker. */
export function worker(): string {
  return trusted ? trusted.createScriptURL(WORKER) : WORKER;
}
