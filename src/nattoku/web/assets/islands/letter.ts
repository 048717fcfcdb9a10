// [data-preview="URL"] around a form and an aside: after a pause in typing, the server sets what stands in the form and
// its sheets are shown in the aside, by the same layout that prints them.
import { documentOf, each, t } from "./words";

const PAUSE = 700;

export function letters(root: ParentNode): void {
  each<HTMLElement>(root, "[data-preview]", "Preview", (frame) => {
    const form = frame.querySelector("form");
    const aside = frame.querySelector<HTMLElement>("aside");
    if (!form || !aside) return;
    aside.hidden = false;
    let timer = 0;
    let asked: AbortController | null = null;

    const show = async (): Promise<void> => {
      asked?.abort();
      if (!form.offsetParent) return; // folded away
      asked = new AbortController();
      const body = new FormData(form);
      body.set("face", aside.querySelector<HTMLInputElement>("input:checked")?.value ?? "mincho");
      try {
        const answer = await fetch(frame.dataset["preview"] ?? "", { method: "POST", body, signal: asked.signal, redirect: "manual" });
        if (!answer.ok) throw new Error(String(answer.status));
        const sheets = (await documentOf(answer)).querySelector<HTMLElement>("[data-sheets]");
        if (sheets) aside.querySelector("[data-sheets]")?.replaceChildren(...[...sheets.childNodes].map((node) => document.importNode(node, true)));
      } catch (wrong) {
        if (wrong instanceof DOMException) return; // aborted by the next keystroke
        const line = document.createElement("p");
        line.className = "hint";
        line.textContent = t("いまは見本を表示できません。お書きになった文はそのままです。", "No preview just now. What you wrote stays.");
        aside.querySelector("[data-sheets]")?.replaceChildren(line);
      }
    };
    const soon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void show(), PAUSE);
    };
    frame.addEventListener("input", soon);
    frame.closest("details")?.addEventListener("toggle", soon);
    soon();
  });
}
