// form[data-draft="key"]: what is typed stays on this device until the server has it, at most 24 hours.
// The page that follows a success carries <meta name="draft-done" content="key">.
// Kept: everything a person filled in, and hidden inputs marked data-keep. Never kept: passwords, files, tokens.
import { bar, each, t } from "./words";

const PREFIX = "nattoku.draft:";
const OWNER = "nattoku.draft-owner";
const DAY = 24 * 60 * 60 * 1000;

type Draft = { at: number; fields: [string, string][] };
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function meta(name: string): string[] {
  return [...document.querySelectorAll<HTMLMetaElement>(`meta[name="${name}"]`)].map((m) => m.content);
}

function keys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function read(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function wipe(): void {
  for (const key of keys()) localStorage.removeItem(key);
}

function tidy(): void {
  for (const key of keys()) {
    const draft = read(key);
    if (!draft || Date.now() - draft.at > DAY) localStorage.removeItem(key);
  }
  // Another person at the same device never meets the words of the one before.
  const person = meta("person")[0];
  if (person) {
    if (localStorage.getItem(OWNER) !== person) wipe();
    localStorage.setItem(OWNER, person);
  }
  for (const done of meta("draft-done")) localStorage.removeItem(PREFIX + done);
}

function controls(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter((control) => {
    if (!control.name || !["INPUT", "TEXTAREA", "SELECT"].includes(control.tagName)) return false;
    if (control.type === "hidden") return "keep" in control.dataset;
    return !["password", "file", "submit", "button", "reset"].includes(control.type) && !("nodraft" in control.dataset);
  });
}

function fieldsOf(form: HTMLFormElement): [string, string][] {
  return controls(form).flatMap((control): [string, string][] => {
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      return control.checked ? [[control.name, control.value]] : [];
    }
    if (control instanceof HTMLSelectElement && control.multiple) {
      return [...control.selectedOptions].map((option) => [control.name, option.value]);
    }
    return [[control.name, control.value]];
  });
}

function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const left = new Map<string, string[]>();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of controls(form)) {
    const values = left.get(control.name) ?? [];
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (control instanceof HTMLSelectElement && control.multiple) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      const value = values.shift();
      if (value !== undefined) control.value = value;
    }
    const fold = control.value ? control.closest("details") : null;
    if (fold && (control as HTMLInputElement).checked !== false) fold.open = true;
  }
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString(t("ja-JP", "en-GB"), { hour: "numeric", minute: "2-digit" });
}

export function drafts(root: ParentNode): void {
  if (root === document) {
    tidy();
    document.addEventListener("submit", (event) => {
      if ((event.target as HTMLElement).matches("form[data-sign-out]")) wipe();
    });
  }

  each<HTMLFormElement>(root, "form[data-draft]", "Draft", (form) => {
    const key = PREFIX + form.dataset["draft"];
    const empty = JSON.stringify(fieldsOf(form));
    let timer = 0;
    let off = false;

    const save = (): void => {
      window.clearTimeout(timer);
      if (off) return;
      const fields = fieldsOf(form);
      if (JSON.stringify(fields) === empty) return;
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields } satisfies Draft));
      } catch {
        // The device has no room or forbids storing: the form itself still works.
      }
    };

    const returned = (at: number): HTMLElement => {
      const note = bar(
        t(`${clock(at)}に書きかけた内容を戻しました。`, `What you had written at ${clock(at)} is back.`),
        t("書きかけを消す", "Discard it"),
        () => {
          localStorage.removeItem(key);
          fill(form, JSON.parse(empty) as [string, string][]);
          note.remove();
          form.querySelector<HTMLElement>("textarea, input:not([type=hidden])")?.focus();
        },
      );
      return note;
    };

    // A form the server sent back with an answer (data-returned) already holds the words.
    const draft = read(key);
    if (draft && !("returned" in form.dataset) && JSON.stringify(draft.fields) !== empty) {
      fill(form, draft.fields);
      if (root === document) form.prepend(returned(draft.at));
    }

    const soon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 300);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", save);
    document.addEventListener("visibilitychange", () => document.hidden && form.isConnected && timer && save());
    window.addEventListener("pagehide", () => form.isConnected && timer && save());
    document.addEventListener("submit", (event) => {
      if ((event.target as HTMLElement).matches("form[data-sign-out]")) off = true;
    });
  });
}
