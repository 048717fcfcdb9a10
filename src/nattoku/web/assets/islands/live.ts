// [data-live="URL"][data-version="N"]: asks URL?since=N while the page is seen.
// data-stream=ADDRESS tells when there is something to ask for (islands/stream.ts); it then asks seldom by itself.
// 204: nothing new. 200: HTML of the same element, newer. Never under the fingers of someone who types in it.
import { stream } from "./stream";
import { bar, documentOf, each, t } from "./words";

const EVERY = 1500;
const TOLD = 15_000;
const SLOWEST = 20_000;

function busy(element: HTMLElement): boolean {
  const at = document.activeElement;
  if (at && element.contains(at) && at.matches("input, textarea, select")) return true;
  return [...element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")].some((control) =>
    control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)
      ? control.checked !== control.defaultChecked
      : control.type !== "hidden" && control.value !== control.defaultValue,
  );
}

export function live(root: ParentNode, wire: (root: ParentNode) => void): void {
  each<HTMLElement>(root, "[data-live]", "Live", (element) => {
    let waiting = EVERY;
    let note: HTMLElement | null = null;
    let fresh: HTMLElement | null = null;
    let stopped = false;
    let timer = 0;
    let asking = false;
    let again = false;
    const told = element.dataset["stream"] && "EventSource" in window ? stream(element.dataset["stream"]) : null;

    const say = (line: HTMLElement): void => {
      note?.remove();
      note = line;
      element.before(line);
    };

    const show = (): void => {
      if (!fresh) return;
      stopped = true;
      deaf?.();
      note?.remove();
      const open = [...element.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map((d) => d.id);
      const focused = element.contains(document.activeElement) ? document.activeElement?.id : "";
      element.replaceWith(fresh);
      for (const id of open) {
        const details = document.getElementById(id);
        if (details instanceof HTMLDetailsElement) details.open = true;
      }
      wire(fresh);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    };

    const ask = async (): Promise<void> => {
      if (stopped || !element.isConnected) return;
      if (asking) {
        again = true;
        return;
      }
      if (document.hidden) return later();
      asking = true;
      const url = new URL(element.dataset["live"] ?? "", location.href);
      url.searchParams.set("since", fresh?.dataset["version"] ?? element.dataset["version"] ?? "0");
      try {
        const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store", redirect: "manual" });
        if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) {
          stopped = true;
          say(bar(t("新しい記録の受け取りが止まりました。", "New records no longer arrive."), t("読み直す", "Reload"), () => location.reload()));
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        if (waiting > EVERY && !fresh) note?.remove();
        waiting = EVERY;
        if (answer.status === 200) {
          const page = await documentOf(answer);
          const next = page.querySelector<HTMLElement>("[data-live]");
          if (next) {
            fresh = document.importNode(next, true);
            if (!busy(element)) return show();
            say(bar(t("新しい記録があります", "There are new records"), t("表示する", "Show"), show));
          }
        }
      } catch {
        waiting = Math.min(waiting * 2, SLOWEST);
        if (waiting >= 6000 && !fresh) {
          say(bar(t("いま新しい記録を受け取れません。つながりしだい表示します。", "New records cannot arrive just now. They will, as soon as the connection is back.")));
        }
      } finally {
        asking = false;
      }
      later();
    };

    const later = (): void => {
      window.clearTimeout(timer);
      const soon = again ? 0 : told?.alive && waiting === EVERY ? TOLD : waiting;
      again = false;
      timer = window.setTimeout(() => void ask(), soon);
    };
    later();
    const deaf = told?.listen({ changed: () => void ask() });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) waiting = EVERY;
    });
  });
}
