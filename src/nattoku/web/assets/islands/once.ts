// form[data-once]: sent once. A second press does nothing until the answer is there.
import { each, t } from "./words";

export function once(root: ParentNode): void {
  each<HTMLFormElement>(root, "form[data-once]", "Once", (form) => {
    let sent = false;
    let button: HTMLButtonElement | null = null;
    let words = "";

    form.addEventListener("submit", (event) => {
      if (sent) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) return;
      sent = true;
      button = (event.submitter as HTMLButtonElement | null) ?? form.querySelector<HTMLButtonElement>("button[type=submit]");
      if (!button) return;
      words = button.textContent ?? "";
      button.textContent = button.dataset["busy"] ?? t("保存しています…", "Saving…");
      for (const each of form.querySelectorAll("button")) each.setAttribute("aria-disabled", "true");
    });

    // Coming back to the page from the history, or after a broken connection: the button works again.
    window.addEventListener("pageshow", () => {
      if (!sent) return;
      sent = false;
      if (button) button.textContent = words;
      for (const each of form.querySelectorAll("button")) each.removeAttribute("aria-disabled");
    });
  });
}
