// [data-here=STREAM][data-seen=N]: who else is at this case, in words, and what a colleague has done since the page was opened.
// Its place is reserved and it lies above the page: nothing moves under a finger.
import { type Changed, stream } from "./stream";
import { each, t } from "./words";

const EVERY = 5000;

export function here(root: ParentNode): void {
  each<HTMLElement>(root, "[data-here]", "Here", (line) => {
    const path = line.dataset["here"] ?? "";
    const quiet = line.querySelector<HTMLElement>(".here-who");
    const note = line.querySelector<HTMLElement>(".here-news");
    if (!quiet || !note || !("EventSource" in window)) return;
    let company = false;
    let typed = 0;

    const tell = (news: Changed): void => {
      // A page that shows the case brings its records up to date by itself.
      if (!news.words || document.querySelector(`[data-stream="${CSS.escape(path)}"]`)) return;
      const words = document.createElement("p");
      words.textContent = news.words;
      const look = document.createElement("a");
      look.href = news.url ?? "";
      look.textContent = t("経緯を見る", "See the history");
      const away = document.createElement("button");
      away.type = "button";
      away.className = "button button-plain";
      away.textContent = t("閉じる", "Close");
      away.addEventListener("click", () => note.replaceChildren());
      note.className = news.told ? "here-news here-told" : "here-news";
      note.replaceChildren(words, look, away);
    };

    stream(path).listen({
      changed: tell,
      presence: ({ people, words }) => {
        quiet.textContent = words;
        company = people.length > 0;
      },
    });

    // Only while somebody else is here to read it, and never which field.
    document.addEventListener("input", (event) => {
      const form = (event.target as HTMLElement).closest?.("main form");
      const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
      if (!form || !token || !company || Date.now() - typed < EVERY) return;
      typed = Date.now();
      const body = new URLSearchParams({ typing: "1", csrfmiddlewaretoken: token });
      fetch(path, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
    });
  });
}
