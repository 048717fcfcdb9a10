// [data-tone=URL] inside a form: after a pause in typing, its fields (data-tone-fields) are held against the rules of tone.
// What is found is underlined in a mirror over the field and told in the list; a better wording is put in by one tap.
import { documentOf, each } from "./words";

const PAUSE = 500;
type Field = HTMLTextAreaElement | HTMLInputElement;

export function tones(root: ParentNode): void {
  each<HTMLElement>(root, "[data-tone]", "Tone", (box) => {
    const form = box.closest("form");
    if (!form) return;
    const fields = named(form, box.dataset["toneFields"] ?? "");
    const mirrors = new Map([...fields].map(([name, field]) => [name, mirror(field)]));
    let timer = 0;
    let asked: AbortController | null = null;
    let read = new Map<string, string>();

    const check = async (): Promise<void> => {
      asked?.abort();
      if (!form.offsetParent) return; // folded away
      asked = new AbortController();
      const before = new Map([...fields].map(([name, field]) => [name, field.value]));
      const body = new FormData(form);
      for (const name of ["Fields", "Mode", "About"]) body.set(`tone-${name.toLowerCase()}`, box.dataset[`tone${name}`] ?? "");
      try {
        const answer = await fetch(box.dataset["tone"] ?? "", { method: "POST", body, signal: asked.signal, redirect: "manual" });
        if (!answer.ok) return; // the same list comes with the answer to the form
        const list = (await documentOf(answer)).querySelector<HTMLElement>("[data-tone-list]");
        const shown = box.querySelector<HTMLElement>("[data-tone-list]");
        if (!list || !shown || shown.contains(document.activeElement)) return;
        read = before;
        shown.replaceChildren(...[...list.childNodes].map((node) => document.importNode(node, true)));
        for (const knob of shown.querySelectorAll<HTMLElement>("[data-swap]")) knob.hidden = false;
        for (const [name, over] of mirrors) over?.(marks(shown, name));
      } catch (wrong) {
        if (!(wrong instanceof DOMException) && !(wrong instanceof TypeError)) throw wrong; // aborted, or offline
      }
    };
    const soon = (pause = PAUSE): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void check(), pause);
    };

    form.addEventListener("input", (event) => {
      const name = (event.target as Field).name;
      if (!fields.has(name)) return;
      mirrors.get(name)?.([]);
      soon();
    });
    box.addEventListener("click", (event) => {
      const knob = (event.target as HTMLElement).closest<HTMLElement>("[data-swap]");
      const name = knob?.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? "";
      const field = fields.get(name);
      if (!knob || !field || read.get(name) !== field.value) return;
      const [start, end] = [knob.dataset["swapStart"], knob.dataset["swapEnd"]].map((at) => place(field.value, Number(at)));
      field.focus();
      field.setRangeText(knob.dataset["swap"] ?? "", start ?? 0, end ?? 0, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      soon(0);
    });
    form.closest("details")?.addEventListener("toggle", () => soon(0));
    if ([...fields.values()].some((field) => field.value)) soon(0);
  });
}

function named(form: HTMLFormElement, names: string): Map<string, Field> {
  const found = names.split(" ").map((name) => [name, form.elements.namedItem(name)] as const);
  return new Map(found.filter((one): one is readonly [string, Field] => one[1] instanceof HTMLTextAreaElement || one[1] instanceof HTMLInputElement));
}

/** The rules count characters, the script counts halves of them (𠮷 is two). */
function place(text: string, characters: number): number {
  return [...text].slice(0, characters).join("").length;
}

type Mark = { start: number; end: number; level: string };

function marks(list: HTMLElement, name: string): Mark[] {
  const found = [...list.querySelectorAll<HTMLElement>("[data-field][data-start]")].filter((one) => one.dataset["field"] === name);
  return found.map((one) => ({ start: Number(one.dataset["start"]), end: Number(one.dataset["end"]), level: one.dataset["level"] ?? "" }));
}

/** A copy of the text over the field, of which only the underlines are seen. */
function mirror(field: Field): ((found: Mark[]) => void) | null {
  if (!(field instanceof HTMLTextAreaElement)) return null;
  const frame = document.createElement("div");
  frame.className = "tone-field";
  const over = document.createElement("div");
  over.className = field.classList.contains("textarea-big") ? "tone-mirror tone-mirror-big" : "tone-mirror";
  over.setAttribute("aria-hidden", "true");
  field.replaceWith(frame);
  frame.append(field, over);
  field.addEventListener("scroll", () => { over.scrollTop = field.scrollTop; });
  new ResizeObserver(() => {
    over.style.width = `${field.clientWidth + 2}px`;
    over.style.height = `${field.clientHeight + 2}px`;
  }).observe(field);
  return (found) => {
    const text = [...field.value];
    const parts: Node[] = [];
    let at = 0;
    for (const one of [...found].sort((a, b) => a.start - b.start)) {
      if (one.start < at) continue;
      const mark = document.createElement("span");
      mark.className = `tone tone-${one.level}`;
      mark.textContent = text.slice(one.start, one.end).join("");
      parts.push(document.createTextNode(text.slice(at, one.start).join("")), mark);
      at = one.end;
    }
    parts.push(document.createTextNode(`${text.slice(at).join("")}\n`));
    over.replaceChildren(...(found.length ? parts : []));
    over.scrollTop = field.scrollTop;
  };
}
