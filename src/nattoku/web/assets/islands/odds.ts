// input[data-odds="URL"]: when a date stands in it, asks URL with at=DATE and shows the answer under the field.
// data-odds-with="a b": what else the form says is asked along. A button [data-date] in the answer sets that date.
import { documentOf, each } from "./words";

export function odds(root: ParentNode): void {
  each<HTMLInputElement>(root, "input[data-odds^='/']", "Odds", (input) => {
    const line = document.createElement("div");
    line.className = "stack stack-tight odds";
    line.setAttribute("role", "status");
    (input.closest(".field") ?? input).after(line);
    const others = (input.dataset["oddsWith"] ?? "")
      .split(" ")
      .map((name) => input.form?.elements.namedItem(name))
      .filter((one): one is HTMLInputElement | HTMLSelectElement => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
    let asked: AbortController | null = null;

    const ask = async (): Promise<void> => {
      asked?.abort();
      if (!input.value) return line.replaceChildren();
      asked = new AbortController();
      const url = new URL(input.dataset["odds"] ?? "", location.href);
      url.searchParams.set("at", input.value);
      for (const one of others) if (one.value) url.searchParams.set(one.name, one.value);
      try {
        const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: asked.signal });
        const told = answer.status === 200 && !answer.redirected ? await documentOf(answer) : null;
        line.replaceChildren(...(told ? [...told.body.children].map((one) => document.importNode(one, true)) : []));
      } catch {
        // Offline, or asked anew: the form works without it.
      }
    };

    line.addEventListener("click", (event) => {
      const date = (event.target as HTMLElement).closest<HTMLElement>("[data-date]")?.dataset["date"];
      if (!date) return;
      input.value = date;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    for (const one of [input, ...others]) one.addEventListener("change", () => void ask());
    if (input.value) void ask();
  });
}
