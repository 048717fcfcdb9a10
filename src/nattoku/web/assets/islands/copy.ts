// button[data-copy="ID"] copies the words of that field, and says data-done for a moment. Without a script it stays hidden.
export function copies(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy ?? "");
    if (!(field instanceof HTMLTextAreaElement) || !button.hidden) continue;
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      if (!(await copied(field))) return;
      button.textContent = button.dataset.done ?? words;
      setTimeout(() => (button.textContent = words), 3000);
    });
  }
}

// The clipboard of the browser where the page is served safely; else the field is selected and copied as one would by hand.
async function copied(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}
