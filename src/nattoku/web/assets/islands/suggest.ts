// input[data-suggest="URL"]: from three characters on asks URL?q=… for <li role="option" data-value data-label> rows.
// Choosing fills the input and the hidden input named by data-suggest-target. Typing on empties that one again.
import { documentOf, each, t } from "./words";

let count = 0;

export function suggest(root: ParentNode): void {
  each<HTMLInputElement>(root, "input[data-suggest]", "Suggest", (input) => {
    const target = input.form?.elements.namedItem(input.dataset["suggestTarget"] ?? "");
    const hidden = target instanceof HTMLInputElement ? target : null;
    const least = Number(input.dataset["suggestMin"] ?? 3);
    const list = document.createElement("ul");
    const status = document.createElement("span");
    let asked: AbortController | null = null;
    let timer = 0;

    list.id = `suggest-${++count}`;
    list.className = "suggest";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", t("候補", "Suggestions"));
    status.className = "sr";
    status.setAttribute("role", "status");
    input.after(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";

    const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=option]")];
    const active = (): HTMLElement | undefined => options().find((o) => o.getAttribute("aria-selected") === "true");

    const close = (): void => {
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (option: HTMLElement): void => {
      for (const other of options()) other.setAttribute("aria-selected", String(other === option));
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const choose = (option: HTMLElement): void => {
      input.value = option.dataset["label"] ?? option.textContent?.trim() ?? "";
      if (hidden) hidden.value = option.dataset["value"] ?? "";
      close();
      status.textContent = t(`${input.value}を選びました`, `${input.value} chosen`);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const ask = async (): Promise<void> => {
      asked?.abort();
      const words = input.value.trim();
      if ([...words].length < least) return close();
      asked = new AbortController();
      const url = new URL(input.dataset["suggest"] ?? "", location.href);
      url.searchParams.set("q", words);
      try {
        const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: asked.signal });
        if (!answer.ok || answer.redirected) return close();
        const found = answer.status === 200 ? await documentOf(answer) : null;
        const rows = found ? [...found.querySelectorAll<HTMLElement>("[role=option]")] : [];
        list.replaceChildren(...rows.map((row) => document.importNode(row, true)));
        options().forEach((option, i) => {
          option.id = `${list.id}-${i}`;
          option.setAttribute("aria-selected", "false");
        });
        list.hidden = !rows.length;
        if (rows.length) list.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-expanded", String(rows.length > 0));
        input.removeAttribute("aria-activedescendant");
        status.textContent = rows.length ? t(`候補が${rows.length}件あります`, `${rows.length} suggestions`) : "";
      } catch {
        // Aborted by the next keystroke, or offline: suggestions are a help, not a need.
      }
    };

    input.addEventListener("input", () => {
      if (hidden) hidden.value = "";
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void ask(), 200);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      const all = options();
      const at = all.indexOf(active() as HTMLElement);
      const step = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1 }[event.key];
      if (step !== undefined) {
        const option = all[(step + all.length) % all.length];
        if (option) mark(option);
      } else if (event.key === "Enter" && at >= 0) {
        choose(all[at] as HTMLElement);
      } else if (event.key === "Escape") {
        close();
      } else {
        return;
      }
      event.preventDefault();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
    list.addEventListener("click", (event) => {
      const option = (event.target as HTMLElement).closest<HTMLElement>("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("blur", () => {
      asked?.abort();
      close();
    });
  });
}
